#include "core/history/Schema.h"

#include <array>
#include <filesystem>
#include <optional>

#include "core/history/DataFiles.h"

namespace baro::history {
namespace {

// "BARO": so that file(1) and others can tell whose database it is.
constexpr int applicationId = 0x4241524f;

Status createTables(Database& database) {
    return database.execute(R"(
        CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
        CREATE TABLE series(first INTEGER PRIMARY KEY, labels BLOB NOT NULL);
        CREATE TABLE block(place INTEGER PRIMARY KEY, until INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE TABLE frames(start INTEGER PRIMARY KEY, until INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE TABLE event(id INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL);
        CREATE INDEX event_time ON event(time);
        INSERT INTO meta VALUES('tail', 0);
    )"
                            "PRAGMA application_id = " +
                            std::to_string(applicationId));
}

// A column `data` may be a place in one of these files from then on.
Status createFiles(Database& database) {
    return database.execute(
        "CREATE TABLE file(number INTEGER PRIMARY KEY, until INTEGER NOT NULL, bytes INTEGER NOT NULL)");
}

constexpr std::array migrations{Migration{.from = 0, .apply = createTables},
                                Migration{.from = 1, .apply = createFiles}};
static_assert(migrations.back().from + 1 == recordSchema);

Error newerSchema(const Database& database, std::int64_t version, int newest) {
    return failed("the record " + database.path() + " has format " + std::to_string(version) +
                  ", this program knows up to " + std::to_string(newest) +
                  ": use a newer Barograph, or give another folder with --data-dir");
}

Result<std::int64_t> versionOf(Database& database) {
    const auto version = database.integer("PRAGMA user_version");
    if (!version) return version.error();
    const auto owner = database.integer("PRAGMA application_id");
    if (!owner) return owner.error();
    const auto tables = database.integer("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    if ((version->value_or(0) != 0 || *tables != 0) && *owner != applicationId)
        return failed(database.path() +
                      " is another program's database, not a record; give another folder "
                      "with --data-dir");
    return version->value_or(0);
}

Status refuseMoment(Database& database) {
    const auto tables = database.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'");
    if (!tables) return tables.error();
    if (*tables == 0) return Done{};
    const auto found =
        database.integer("SELECT count(*) FROM meta WHERE key = '" + std::string(momentKey) + "'");
    if (!found) return found.error();
    if (*found == 0) return Done{};
    return failed(database.path() +
                  " is a moment file, which is only read; give another folder with --data-dir");
}

// A file that somebody else gave may have views, triggers and computed columns: code that would run here.
Status refuseCode(Database& database) {
    const auto found = database.integer(
        "SELECT (SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index') OR rootpage = 0) + "
        "(SELECT count(*) FROM sqlite_schema AS one, pragma_table_xinfo(one.name) AS field "
        "WHERE one.type = 'table' AND field.hidden <> 0)");
    if (!found) return found.error();
    if (*found == 0) return Done{};
    return malformed(database.path() + " is no record: it has more than plain tables");
}

// Data files are only appended to: the copy shares them, and keeps those that the record forgets.
Status linkDataBeside(const std::string& database, const std::string& copy) {
    namespace fs = std::filesystem;
    const fs::path from = dataFolderOf(database);
    const fs::path to = dataFolderOf(copy);
    const auto failedBy = [&](const std::error_code& failure) {
        return failed("cannot copy " + from.native() + " to " + to.native() + ": " + failure.message());
    };
    std::error_code failure;
    fs::remove_all(to, failure);
    if (failure) return failedBy(failure);
    if (!fs::exists(from, failure)) return Done{};
    fs::create_directory(to, failure);
    if (failure) return failedBy(failure);
    for (auto entry = fs::directory_iterator(from, failure); !failure && entry != fs::directory_iterator();
         entry.increment(failure)) {
        std::error_code notLinked;
        std::error_code notCopied;
        const fs::path copied = to / entry->path().filename();
        fs::create_hard_link(entry->path(), copied, notLinked);
        if (notLinked) fs::copy_file(entry->path(), copied, notCopied);
        if (notCopied) return failedBy(notCopied);
    }
    return failure ? Status(failedBy(failure)) : Status(Done{});
}

// A copy must not fill the disk: so much stays free.
Status checkRoomFor(const std::string& database) {
    constexpr std::uintmax_t leastLeft = 500'000'000;
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(database, unknown);
    if (unknown) return Done{};
    const auto space = std::filesystem::space(std::filesystem::path(database).parent_path(), unknown);
    if (unknown || space.available >= size + leastLeft) return Done{};
    return failed("the record " + database +
                  " is of an older format, and there is no room for the copy that is made before it is "
                  "brought to the newer one: " +
                  std::to_string((size + leastLeft - space.available) / 1'000'000 + 1) +
                  " MB more are needed; free them, or give another folder with --data-dir");
}

// VACUUM INTO writes a whole database or none, in one go and with what is still in the WAL.
Status copyBeside(Database& database, std::int64_t version) {
    const std::filesystem::path copy =
        std::filesystem::path(database.path())
            .replace_filename("record-version-" + std::to_string(version) + ".db");
    std::error_code ignored;
    std::filesystem::remove(copy, ignored);  // of a migration that was cut short
    if (Status room = checkRoomFor(database.path()); !room) return room;
    if (Status linked = linkDataBeside(database.path(), copy); !linked) return linked;
    auto statement = database.prepare("VACUUM INTO ?");
    if (!statement) return statement.error();
    const Status copied = statement->bindText(1, copy.native()).run();
    if (!copied) std::filesystem::remove(copy, ignored);
    return copied;
}

Status applyOne(Database& database, const Migration& migration) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return transaction.error();
    if (Status applied = migration.apply(database); !applied) return applied;
    if (Status noted = database.execute("PRAGMA user_version = " + std::to_string(migration.from + 1));
        !noted)
        return noted;
    return transaction->commit();
}

}  // namespace

Status migrate(Database& database, std::span<const Migration> steps) {
    const auto version = versionOf(database);
    if (!version) return version.error();
    const int newest = steps.back().from + 1;
    if (*version > newest) return newerSchema(database, *version, newest);
    if (*version == newest) return Done{};
    if (*version > 0)
        if (Status copied = copyBeside(database, *version); !copied) return copied;
    for (const Migration& step : steps)
        if (step.from >= *version)
            if (Status done = applyOne(database, step); !done) return done;
    return Done{};
}

Result<Database> openForRecording(const std::string& path) {
    auto database = Database::open(path, Database::Access::Create);
    if (!database) return database;
    if (const auto version = versionOf(*database); !version) return version.error();
    if (Status refused = refuseMoment(*database); !refused) return refused.error();
    // The first one holds for a database without tables only. NORMAL syncs when the WAL goes into the
    // database: a power cut may take the newest minutes, and never harms the rest.
    const Status prepared = database->execute(
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
        "PRAGMA journal_size_limit = 8388608; PRAGMA cache_size = -512");
    if (!prepared) return prepared.error();
    if (Status migrated = migrate(*database, migrations); !migrated) return migrated.error();
    return database;
}

Result<Database> createMoment(const std::string& path) {
    auto database = Database::open(path, Database::Access::Create);
    if (!database) return database;
    const Status prepared = database->execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
    if (!prepared) return prepared.error();
    if (Status migrated = migrate(*database, migrations); !migrated) return migrated.error();
    return database;
}

std::string databaseOf(const std::string& directoryOrFile) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(directoryOrFile, ignored) ? directoryOrFile
                                                                      : directoryOrFile + "/record.db";
}

Result<Database> openForReading(const std::string& path) {
    auto database = Database::open(path, Database::Access::Read);
    if (!database) return database;
    if (Status safe = database->execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON"); !safe)
        return safe.error();
    const auto version = versionOf(*database);
    if (!version) return version.error();
    if (Status plain = refuseCode(*database); !plain) return plain.error();
    if (*version > recordSchema) return newerSchema(*database, *version, recordSchema);
    if (*version < oldestReadSchema)
        return failed("the record " + path + " has format " + std::to_string(*version) +
                      ": the next start of the recorder brings it to " + std::to_string(recordSchema));
    return database;
}

}  // namespace baro::history
