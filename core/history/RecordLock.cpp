#include "core/history/RecordLock.h"

namespace baro::history {
namespace {

// SQLite's own locks do it: whoever is within a writing transaction keeps others from beginning one, lets
// them read, and loses it when it ends.
std::string holderIn(Database& database) {
    auto statement = database.prepare("SELECT name FROM holder");
    if (!statement) return {};
    const auto row = statement->step();
    return row && *row ? std::string(statement->bytes(0)) : std::string();
}

Status writeHolder(Database& database, const std::string& name) {
    if (Status made = database.execute("CREATE TABLE IF NOT EXISTS holder(name TEXT); DELETE FROM holder");
        !made)
        return made;
    auto insert = database.prepare("INSERT INTO holder VALUES(?)");
    if (!insert) return insert.error();
    return insert->bindText(1, name).run();
}

Error takenBy(const std::string& directory, const std::string& holder) {
    return absent(directory + " is recorded already" + (holder.empty() ? "" : " by " + holder));
}

}  // namespace

Result<RecordLock> RecordLock::take(const std::string& directory, const std::string& name) {
    auto opened = Database::open(directory + "/record.lock", Database::Access::Create);
    if (!opened) return opened.error();
    auto database = std::make_unique<Database>(std::move(opened).value());
    // Who has it keeps it: waiting is of no use.
    if (Status set = database->execute("PRAGMA busy_timeout = 0"); !set) return set.error();
    {
        auto naming = Transaction::begin(*database);
        if (!naming && naming.error().kind == ErrorKind::Failed)
            return takenBy(directory, holderIn(*database));
        if (!naming) return naming.error();
        if (Status written = writeHolder(*database, name); !written) return written.error();
        if (Status committed = naming->commit(); !committed) return committed.error();
    }
    auto holding = Transaction::begin(*database);
    if (!holding && holding.error().kind == ErrorKind::Failed) return takenBy(directory, holderIn(*database));
    if (!holding) return holding.error();
    return RecordLock(std::move(database), std::move(holding).value());
}

}  // namespace baro::history
