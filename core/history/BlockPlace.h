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

// Of a summarised tier: the ticks are the ends of intervals, and a part has a row for each of these.
enum class TierField : std::uint8_t {
    Count,
    Least,        // a series without a column here: as First
    Greatest,     // as Last
    Sum,          // as Last
    First,        // the first value
    FirstAfter,   // how long after the interval's begin it was, milliseconds
    Last,         // the last value
    LastBefore,   // how long before the interval's end it was
    Lost,         // Summary::lost (core/series/Summary.h); as 0
    EndsUnknown,  // 1 where the newest thing is a staleness marker, else 0; as 0
};
inline constexpr int tierFields = 10;
inline constexpr int fieldlessPartBits = 19;
// Series with higher numbers are in no summarised tier.
inline constexpr SeriesNumber summarisedSeries = ((1u << fieldlessPartBits) - 2) * seriesPerPart;

constexpr std::uint32_t tierPart(TierField field, std::uint32_t part) {
    return static_cast<std::uint32_t>(field) << fieldlessPartBits | part;
}

inline constexpr std::int64_t minuteMilliseconds = 60'000;
inline constexpr std::int64_t hourMilliseconds = 60 * minuteMilliseconds;
inline constexpr std::int64_t dayMilliseconds = 24 * hourMilliseconds;

// How long an interval is, and a block. Blocks begin at multiples of their length.
struct TierShape {
    std::int64_t intervalMilliseconds = 0;
    std::int64_t blockMilliseconds = 0;
};
constexpr TierShape shapeOf(Tier tier) {
    return tier == Tier::Minutes ? TierShape{minuteMilliseconds, dayMilliseconds}
                                 : TierShape{hourMilliseconds, 30 * dayMilliseconds};
}

}  // namespace baro::history
