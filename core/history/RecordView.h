// One moment of a record: the database as it was then, and the tail that follows it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/history/Record.h"

namespace baro::history {

struct Record::View {
    std::unique_ptr<Database> database;  // within a reading transaction
    std::shared_ptr<const std::vector<BlockSpan>> blocks;
    std::shared_ptr<const Head> open;       // the tail's samples
    std::optional<std::int64_t> openSince;  // its first tick: from then on the tail tells
    std::int64_t openUntil = 0;
    std::vector<std::string> frames;  // the pieces of the tail's run
    std::int64_t framesSince = 0;
    std::vector<Event> events;  // of the tail
};

}  // namespace baro::history
