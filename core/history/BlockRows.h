// The rows of a record's blocks that a query needs. Used with one connection, by one thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/history/DataFiles.h"
#include "core/history/Database.h"
#include "core/history/SeriesPart.h"

namespace baro::history {

// Opened, with the bytes that it views.
using SeriesPartPtr = std::shared_ptr<const SeriesPart>;

// Each is read once, and checked once, as long as they are not too much to keep.
class BlockRows {
  public:
    explicit BlockRows(Database& database) : database_(database), data_(database) {}

    // Empty when there is no such row. Valid until the next call.
    Result<std::string_view> row(std::int64_t place);
    // The series of a row; nullptr when there is no such row: no series of the part was there then. Malformed
    // when it is damaged. `ticks`: of the block.
    Result<SeriesPartPtr> part(std::int64_t place, std::size_t ticks);
    void clear();

  private:
    static constexpr std::size_t mostKept = std::size_t{16} << 20;

    struct Row {
        std::string bytes;
        std::optional<Result<SeriesPart>> part;
    };
    Result<std::shared_ptr<Row>> rowAt(std::int64_t place);

    Database& database_;
    DataReader data_;
    std::unique_ptr<Statement> select_;
    std::map<std::int64_t, std::shared_ptr<Row>> kept_;
    std::size_t keptBytes_ = 0;
};

}  // namespace baro::history
