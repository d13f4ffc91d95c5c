// The bytes of large rows in files beside the database, where they are written once: SQLite would write them
// to its log and again to the database (docs/record-format.md, "Data files"). What has room in a row stays
// there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Descriptor.h"
#include "core/base/Result.h"
#include "core/history/Database.h"

namespace baro::history {

// Where bytes are, as the column `data` of a row says it: file * 2^47 + offset * 2^24 + length.
struct DataPlace {
    static constexpr int fileBits = 16;
    static constexpr int offsetBits = 23;
    static constexpr int lengthBits = 24;

    std::int64_t file = 0;    // their numbers ascend from 1
    std::int64_t offset = 0;  // bytes
    std::int64_t length = 0;  // bytes

    static DataPlace of(std::int64_t packed);
    std::int64_t packed() const;
};

// The folder of a database's data files: record.data of record.db.
std::string dataFolderOf(const std::string& database);

// Keeps the file open that was read last. One thread at a time.
class DataReader {
  public:
    explicit DataReader(const Database& database) : folder_(dataFolderOf(database.path())) {}

    // What the column of a row holds, or what it points to. What is gone is missing at the end, so no
    // checksum takes it for data: it is unknown, like all that is damaged. Failed or Denied: it may be there,
    // and cannot be read now.
    Result<std::string> read(const Statement& row, int column);

  private:
    Result<std::string> readAt(const DataPlace& place);

    std::string folder_;
    Descriptor open_;
    std::int64_t openFile_ = 0;
};

// What one transaction writes: appended behind what the database knows of, so that nothing is left of a
// transaction that was not committed. One at a time for a database.
class DataWriter {
  public:
    // Within a transaction of the database, which outlives it.
    static Result<DataWriter> begin(Database& database);

    // Binds the bytes to the parameter of a statement that inserts their row: their place, or, where they are
    // too long for one, themselves. until: the time in the row, milliseconds since 1970 UTC; what is older
    // may be forgotten.
    Status bind(Statement& insert, int parameter, std::string_view bytes, std::int64_t until);
    // Before the transaction is committed: what was written is safe on the disk, and the database knows of
    // it.
    Status finish();

  private:
    struct Last {
        std::int64_t file = 1;
        std::int64_t bytes = 0;
        std::int64_t until = 0;
    };
    DataWriter(Database& database, Last last);
    Status openLast();
    Status closeLast();

    Database* database_;
    std::string folder_;
    Last last_;
    Descriptor open_;
};

// Bytes in data files that are not forgotten.
Result<std::int64_t> dataBytes(Database& database);

// Those of which all rows end before that time, milliseconds since 1970 UTC, but for the newest one. Within
// the caller's transaction, together with the rows.
Status forgetDataBefore(Database& database, std::int64_t time);

// Deletes the files that the database does not know (any more). A reader that still looks at rows of before
// needs them: so not at once after they were forgotten, unless the disk is full.
Status deleteForgottenData(Database& database);

}  // namespace baro::history
