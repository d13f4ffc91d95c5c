// The database of a record: its tables, its version, and how an older one becomes the newest
// (docs/record-format.md).
#pragma once

#include <span>
#include <string>

#include "core/history/Database.h"

namespace baro::history {

// One step of the schema: from version `from` to the next. Runs within a transaction.
struct Migration {
    int from = 0;
    Status (*apply)(Database&) = nullptr;
};

inline constexpr int recordSchema = 1;

// For the recorder: creates the database, or brings an older one to this program's schema after a copy of it
// was written beside it (record-version-N.db). A newer one is refused with a message that says so.
Result<Database> openForRecording(const std::string& path);

// For readers. Absent when there is no database yet. An older or newer schema is refused.
Result<Database> openForReading(const std::string& path);

// The migrations in the order of `from`; the newest schema is one above the last. For tests.
Status migrate(Database& database, std::span<const Migration> migrations);

}  // namespace baro::history
