// One moment of a record: the database as it was then, and the tail that follows it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/history/Record.h"

namespace baro::history {

struct Record::View {
    std::unique_ptr<Database> database;                    // within a reading transaction
    std::shared_ptr<const std::vector<BlockSpan>> blocks;  // of samples
    std::shared_ptr<const TierSpans> tiers;
    std::shared_ptr<const Head> open;       // the tail's samples
    std::optional<std::int64_t> openSince;  // its first tick: from then on the tail tells
    std::int64_t openUntil = 0;
    std::vector<std::string> frames;  // the pieces of the tail's run
    std::int64_t framesSince = 0;
    std::vector<Event> events;  // of the tail

    // Before it there are no samples (any more), milliseconds since 1970 UTC; the end of time when there are
    // none at all.
    std::int64_t samplesSince() const {
        if (!blocks->empty()) return blocks->front().startSeconds * 1000;
        return openSince.value_or(std::numeric_limits<std::int64_t>::max() / 2);
    }
};

// By the longest interval that is summed up, for its last sample may lie anywhere in it. Saturates: whoever
// asks may ask for all time.
inline TimeRange widened(TimeRange range) {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min() + hourMilliseconds;
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() - hourMilliseconds;
    return {std::max(range.from, least) - hourMilliseconds, std::min(range.to, most) + hourMilliseconds};
}

}  // namespace baro::history
