#include "ui/series/LargestSeries.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace baro::ui {

std::vector<std::size_t> largest(std::span<const double> reaches, std::size_t most) {
    std::vector<std::size_t> places(reaches.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    if (places.size() <= most) return places;
    const auto isFarther = [&reaches](std::size_t a, std::size_t b) {
        if (std::isnan(reaches[a]) || std::isnan(reaches[b]))
            return !std::isnan(reaches[a]) && std::isnan(reaches[b]);
        return reaches[a] > reaches[b];
    };
    // Of equal ones the first, so that the next answer has the same.
    std::ranges::stable_sort(places, isFarther);
    places.resize(most);
    std::ranges::sort(places);
    return places;
}

double farther(double reach, std::span<const double> values) {
    for (const double value : values)
        if (std::isfinite(value) && !(std::abs(value) <= reach)) reach = std::abs(value);
    return reach;
}

}  // namespace baro::ui
