// Series of every kind of value for the fuzz targets of the record's blocks.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/history/SeriesPart.h"
#include "core/series/SeriesSource.h"

namespace baro::fuzz {

inline constexpr std::size_t seedTicks = 200;

inline bool isSameBits(std::span<const double> a, std::span<const double> b) {
    return std::ranges::equal(a, b, [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

inline std::vector<std::vector<double>> seedValues() {
    std::vector<std::vector<double>> all;
    for (const double scale : {1.0, 0.01, 4096.0, 0.1 / 3}) {
        std::vector<double>& values = all.emplace_back();
        for (std::size_t i = 0; i < seedTicks; ++i)
            values.push_back(static_cast<double>(i * i * 7919 % 1009) * scale);
    }
    all.push_back(all[1]);
    for (std::size_t i = 20; i < 60; ++i)
        all[2][i] = staleMarker();
    all.emplace_back(seedTicks, 3.5);
    return all;
}

inline std::vector<history::SeriesValues> seriesOf(const std::vector<std::vector<double>>& all) {
    std::vector<history::SeriesValues> series;
    for (const auto& values : all)
        series.push_back({static_cast<history::SeriesNumber>(series.size() * 3), values});
    return series;
}

}  // namespace baro::fuzz
