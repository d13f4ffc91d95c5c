// Where a selector or subquery looks while the query is at a step's time.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace baro::promql {

// Times and durations are whatever an expression says, so their difference stays within what an integer
// holds.
inline std::int64_t earlier(std::int64_t time, std::int64_t duration) {
    std::int64_t result = 0;
    if (!__builtin_sub_overflow(time, duration, &result)) return result;
    return duration > 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

struct TimeShift {
    std::int64_t offset = 0;            // milliseconds; negative: later
    std::optional<std::int64_t> fixed;  // of an "@": the same at every step

    std::int64_t at(std::int64_t stepTime) const { return earlier(fixed.value_or(stepTime), offset); }
};

}  // namespace baro::promql
