// One recorder in a data directory: the lock that it holds, and who it is.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "core/history/Database.h"

namespace baro::history {

// Ends with the object, and with the process however it ends.
class RecordLock {
  public:
    // Absent when another process has it; the message tells which. name: who this is, "baro record, process
    // 42".
    static Result<RecordLock> take(const std::string& directory, const std::string& name);

  private:
    RecordLock(std::unique_ptr<Database> database, Transaction transaction)
        : database_(std::move(database)), transaction_(std::move(transaction)) {}
    std::unique_ptr<Database> database_;
    Transaction transaction_;
};

}  // namespace baro::history
