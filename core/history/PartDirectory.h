// Which series some bytes hold, and where the column of each lies: docs/record-format.md, "A block's series".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"

namespace baro::history {

using SeriesNumber = std::uint32_t;

struct PartDirectory {
    std::vector<SeriesNumber> numbers;      // ascending
    std::vector<std::string_view> columns;  // views into what was read; one for each number
};

// The numbers ascend. Columns that equal one shortly before are written once.
void putColumns(std::span<const SeriesNumber> numbers, std::span<const std::string> columns, ByteWriter& out);

// All bytes to the end. The reader fails when they are damaged.
PartDirectory takeColumns(ByteReader& in);

}  // namespace baro::history
