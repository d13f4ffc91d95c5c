// What a record forgets: by age, and when it grows too large.
#pragma once

#include <cstdint>

#include "core/history/Database.h"

namespace baro::history {

struct RetentionRules {
    std::int64_t keptMilliseconds = std::int64_t{14} * 24 * 3'600'000;  // samples, Frames and events
    std::int64_t mostBytes = std::int64_t{1} << 30;                     // of the database
};

// Deletes what is older than the rules keep at `now` (milliseconds since 1970 UTC), then the oldest hours
// until the rest is small enough, and gives a little of the free room back to the file system. In a
// transaction of its own. Cheap when there is nothing to do.
Status trim(Database& database, const RetentionRules& rules, std::int64_t now);

}  // namespace baro::history
