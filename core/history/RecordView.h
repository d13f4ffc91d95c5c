// One moment of a record: the database as it was then, and the tail that follows it.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/history/Record.h"

namespace baro::history {

struct Record::View {
    std::unique_ptr<Database> database;  // within a reading transaction
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

}  // namespace baro::history
