// The two forms in which a run of Frames is kept, pieces and row, and what both hold. docs/record-format.md,
// "Frames".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/model/Frame.h"

namespace baro::history {

inline constexpr std::size_t mostRunFrames = 180;
// What a forged length can make a reader allocate; and what lists and texts may take that a run creates.
inline constexpr std::size_t mostRunBytes = 64u << 20;

struct RunContent {
    std::uint8_t frameVersion = 0;    // of the Frame format whose fields the differences have
    std::vector<std::int64_t> times;  // milliseconds
    std::string differences;          // one for each time, with its length before it
};

// What stands before the compressed difference of a Frame.
std::string pieceHeader(bool isFirst, std::int64_t time);
Result<RunContent> contentOfPieces(std::span<const std::string_view> pieces);

Result<std::string> rowOf(const RunContent& content);
struct RowParts {
    std::uint8_t frameVersion = 0;
    std::vector<std::int64_t> times;
    std::string_view compressed;  // a view into the row
};
Result<RowParts> partsOfRow(std::string_view row);
Result<std::string> differencesOfRow(std::string_view compressed);

}  // namespace baro::history
