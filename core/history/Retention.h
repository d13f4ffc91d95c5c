// What a record forgets: by age, and when it grows too large.
#pragma once

#include <cstdint>

#include "core/history/Database.h"

namespace baro::history {

struct RetentionRules {
    static constexpr std::int64_t day = 86'400'000;
    std::int64_t keptMilliseconds = 14 * day;        // samples, Frames and events
    std::int64_t keptMinutes = 365 * day;            // samples summed up by the minute
    std::int64_t keptHours = 5 * 365 * day;          // and by the hour
    std::int64_t mostBytes = std::int64_t{1} << 30;  // of the database and its data files
};

// Deletes what is older than the rules keep at `now` (milliseconds since 1970 UTC), then, until the rest is
// small enough, the oldest of what has come nearest to the age it may reach: so that what does not fit
// shortens samples, minutes and hours alike. Gives a little of the free room back to the file system; data
// files go with the next trim. In a transaction of its own. Cheap when there is nothing to do.
//
// By age no more than the oldest six hours (one block of what is summed up) go at a time, so that a clock
// that is ahead for an hour costs a day and not the whole record.
Status trim(Database& database, const RetentionRules& rules, std::int64_t now);

}  // namespace baro::history
