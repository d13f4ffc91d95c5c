// An SQLite database, with errors as values. One thread at a time for each connection.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/Result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace baro::history {

// A prepared statement. Parameters and columns count from 1 and 0, as SQLite's. It must not outlive its
// Database.
class Statement {
  public:
    // Texts and blobs must stay until the statement was reset or bound anew.
    Statement& bind(int parameter, std::int64_t value);
    Statement& bindText(int parameter, std::string_view text);
    Statement& bindBlob(int parameter, std::string_view bytes);

    // true: there is a row; its columns are valid until the next step or reset.
    Result<bool> step();
    // Runs it to its end and resets it.
    Status run();
    void reset();

    std::int64_t integer(int column) const;
    bool isNull(int column) const;
    bool isInteger(int column) const;
    std::string_view bytes(int column) const;

  private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
  public:
    enum class Access { Read, ReadWrite, Create };

    // Errors name the file. Denied: it may not be opened; Malformed: it is no database, or damaged.
    static Result<Database> open(const std::string& path, Access access);

    // One or several statements without results.
    Status execute(const std::string& sql);
    Result<Statement> prepare(std::string_view sql);
    // The first column of the first row; nothing when there is no row.
    Result<std::optional<std::int64_t>> integer(std::string_view sql);
    std::int64_t changes() const;  // rows that the newest statement changed

    const std::string& path() const { return path_; }
    // The pages that were read and the schema go out of memory, and come again when they are needed.
    void giveMemoryBack();

  private:
    struct Close {
        void operator()(sqlite3* connection) const;
    };
    Database(std::unique_ptr<sqlite3, Close> connection, std::string path);
    std::unique_ptr<sqlite3, Close> connection_;
    std::string path_;
};

// Rolls back at its end unless it was committed.
class Transaction {
  public:
    static Result<Transaction> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    Status commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;  // null: it has ended
};

}  // namespace baro::history
