#include "core/history/Database.h"

#include <sqlite3.h>

#include <utility>

namespace baro::history {
namespace {

// A reader or the recorder holds a lock for milliseconds; a checkpoint of a slow disk may take longer.
constexpr int busyTimeoutMilliseconds = 5000;

Error errorOf(const char* path, int code, std::string_view doing, const char* reason) {
    std::string message(path != nullptr ? path : "the record");
    message.append(": cannot ").append(doing).append(": ").append(reason);
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return malformed(std::move(message));
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return denied(std::move(message));
        case SQLITE_CANTOPEN:
            return absent(std::move(message));
        default:
            return failed(std::move(message));
    }
}

Error errorOf(sqlite3* connection, int code, std::string_view doing) {
    return errorOf(sqlite3_db_filename(connection, "main"), code, doing, sqlite3_errmsg(connection));
}

int flagsOf(Database::Access access) {
    // One thread at a time uses a connection.
    constexpr int common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (access) {
        case Database::Access::Read:
            return common | SQLITE_OPEN_READONLY;
        case Database::Access::ReadWrite:
            return common | SQLITE_OPEN_READWRITE;
        case Database::Access::Create:
            break;
    }
    return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    sqlite3_bind_int64(statement_.get(), parameter, value);
    return *this;
}

Statement& Statement::bindText(int parameter, std::string_view text) {
    sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bindBlob(int parameter, std::string_view bytes) {
    sqlite3_bind_blob64(statement_.get(), parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return errorOf(sqlite3_db_handle(statement_.get()), code, sqlite3_sql(statement_.get()));
}

Status Statement::run() {
    auto more = step();
    while (more && *more)
        more = step();
    reset();
    if (!more) return more.error();
    return Done{};
}

void Statement::reset() {
    sqlite3_reset(statement_.get());
    sqlite3_clear_bindings(statement_.get());
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_.get(), column);
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

bool Statement::isInteger(int column) const {
    return sqlite3_column_type(statement_.get(), column) == SQLITE_INTEGER;
}

std::string_view Statement::bytes(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

void Database::Close::operator()(sqlite3* connection) const {
    sqlite3_close_v2(connection);
}

Database::Database(std::unique_ptr<sqlite3, Close> connection, std::string path)
    : connection_(std::move(connection)), path_(std::move(path)) {}

Result<Database> Database::open(const std::string& path, Access access) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flagsOf(access), nullptr);
    std::unique_ptr<sqlite3, Close> connection(raw);
    if (code != SQLITE_OK) return errorOf(path.c_str(), code, "open it", sqlite3_errstr(code));
    sqlite3_busy_timeout(raw, busyTimeoutMilliseconds);
    return Database(std::move(connection), path);
}

Status Database::execute(const std::string& sql) {
    const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return errorOf(connection_.get(), code, sql);
    return Done{};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* raw = nullptr;
    const int code =
        sqlite3_prepare_v2(connection_.get(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
    if (code != SQLITE_OK) return errorOf(connection_.get(), code, sql);
    return Statement(raw);
}

Result<std::optional<std::int64_t>> Database::integer(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    if (!*row || statement->isNull(0)) return std::optional<std::int64_t>();
    return std::optional(statement->integer(0));
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(connection_.get());
}

void Database::giveMemoryBack() {
    sqlite3_db_release_memory(connection_.get());
}

Result<Transaction> Transaction::begin(Database& database) {
    // Asks for the right to write at once: a transaction that begins by reading may find it taken later.
    if (const Status begun = database.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    if (database_ != nullptr) (void)database_->execute("ROLLBACK");
}

Status Transaction::commit() {
    const Status done = database_->execute("COMMIT");
    if (done) database_ = nullptr;
    return done;
}

}  // namespace baro::history
