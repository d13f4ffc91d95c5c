// Whether the machine is being watched, and by which collectors. Times are milliseconds since 1970-01-01 UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/model/Frame.h"

namespace baro {

// "pending", "ok", "absent" or "failed": for reports and the HTTP API, never translated.
std::string_view wordOf(CollectorHealth::State state);

struct CollectorStanding {
    CollectorHealth health;
    std::optional<std::int64_t> lastReading;  // nothing before the first one
    std::optional<std::int64_t> nextReading;  // when it is expected; nothing: it is read once
    std::uint64_t recentFailures = 0;         // since CollectionState::countedSince
};

struct CollectionState {
    std::optional<std::int64_t> lastCollection;  // nothing: no Frame was taken yet
    std::optional<std::int64_t> nextCollection;  // nothing before the second one
    // Failures are counted from then on, for 24 h at most; 0 without a collection.
    std::int64_t countedSince = 0;
    std::uint64_t recentFailures = 0;              // of all collectors
    std::size_t failing = 0;                       // collectors whose last reading failed
    std::optional<std::int64_t> lateMilliseconds;  // no Frame came for that long, although one should have
    std::int32_t sampledBy = 0;                    // the process that collects; 0: this one
    std::vector<CollectorStanding> collectors;     // in the order of the Frame

    // Absent is healthy: a machine without a battery has none to read.
    bool isHealthy() const { return lastCollection && failing == 0 && !lateMilliseconds; }
};

}  // namespace baro
