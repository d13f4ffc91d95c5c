// Where a block's rows stand in the table `block`: tier, start and part in one number, so that rows are in
// the order of time and new ones are appended (docs/record-format.md).
#pragma once

#include <cstdint>

#include "core/history/SeriesPart.h"

namespace baro::history {

enum class Tier : std::uint8_t { Samples = 0, Minutes = 1, Hours = 2 };

inline constexpr int partBits = 23;
inline constexpr int startBits = 37;
inline constexpr SeriesNumber seriesPerPart = 32;

// startSeconds: since 1970 UTC, not negative. Part 0 holds the ticks.
constexpr std::int64_t blockPlace(Tier tier, std::int64_t startSeconds, std::uint32_t part) {
    return static_cast<std::int64_t>(tier) << (startBits + partBits) | startSeconds << partBits | part;
}
constexpr std::int64_t startOfPlace(std::int64_t place) {
    return place >> partBits & ((std::int64_t{1} << startBits) - 1);
}
constexpr std::uint32_t partOf(SeriesNumber number) {
    return number / seriesPerPart + 1;
}

}  // namespace baro::history
