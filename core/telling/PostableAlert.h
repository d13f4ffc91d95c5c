// An alert as an Alertmanager is told of it (its API v2 calls it postableAlert).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/base/TextPairs.h"
#include "core/series/Labels.h"

namespace baro::alerts {

// Times in milliseconds since 1970-01-01 UTC.
struct PostableAlert {
    Labels labels;
    TextPairs annotations;
    std::int64_t startsAt = 0;
    std::int64_t endsAt = 0;  // of a firing one: when it counts as over unless it is told of again
    bool operator==(const PostableAlert&) const = default;
};

// The body of POST /api/v2/alerts. Whatever labels hold, it is text there, in UTF-8.
std::string postableJson(std::span<const PostableAlert> alerts);

}  // namespace baro::alerts
