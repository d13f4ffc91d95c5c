// The database of a record: its tables, its version, and how an older one becomes the newest
// (docs/record-format.md).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/history/Database.h"

namespace baro::history {

// One step of the schema: from version `from` to the next. Runs within a transaction.
struct Migration {
    int from = 0;
    Status (*apply)(Database&) = nullptr;
};

inline constexpr int recordSchema = 2;
// Has nothing that the newest one has not: it is read as it is.
inline constexpr int oldestReadSchema = 1;
// The key of `meta` that a moment file has: nobody records into such a one.
inline constexpr std::string_view momentKey = "moment";

// For the recorder: creates the database, or brings an older one to this program's schema after a copy of it
// and its data files was put beside it (record-version-N.db, record-version-N.data). A newer one is refused
// with a message that says so.
Result<Database> openForRecording(const std::string& path);

// For the writer of a moment file (docs/record-format.md, "Moment files") at a path where nothing or an empty
// file is: nothing beside it, and nothing is undone when it fails.
Result<Database> createMoment(const std::string& path);

// For readers: the database of a data directory, or the moment file itself.
std::string databaseOf(const std::string& directoryOrFile);

// For readers. Absent when there is no database yet. A schema that is too old or newer is refused.
Result<Database> openForReading(const std::string& path);

// The migrations in the order of `from`; the newest schema is one above the last. For tests.
Status migrate(Database& database, std::span<const Migration> migrations);

}  // namespace baro::history
