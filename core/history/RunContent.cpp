#include "core/history/RunContent.h"

#include <chrono>
#include <utility>

#include "core/base/Zstd.h"
#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"
#include "core/model/FrameCodec.h"

namespace baro::history {
namespace {

constexpr std::uint8_t runVersion = 1;
constexpr std::uint8_t laterPiece = 0;  // in the place of the version: the piece does not begin a run
// The fields of a Frame that a run has are those of the newest version of its format when it was begun; of
// older ones, from this one on, the fields that came later are left out.
constexpr std::uint8_t oldestRunFrameVersion = 4;

// Rows stay for weeks, and one is made every quarter of an hour.
constexpr int rowLevel = 19;
// 2.3 MB of memory instead of 18, for 1 to 2 % more bytes (180 Frames of 300 processes).
constexpr int rowTableLog = 17;

Error damagedRun() {
    return malformed("a run of frames in the record is damaged");
}

std::uint64_t asBits(std::int64_t value) {
    return static_cast<std::uint64_t>(value);
}

// The version of the Frame format.
Result<std::uint8_t> takeVersions(ByteReader& in, std::uint8_t version) {
    const std::uint8_t frameVersion = in.byte();
    if (!in.ok()) return damagedRun();
    if (version == runVersion && frameVersion >= oldestRunFrameVersion && frameVersion <= frameFormatVersion)
        return frameVersion;
    return malformed("a run of frames in the record has version " + std::to_string(version) + "." +
                     std::to_string(frameVersion) + ", this program reads " + std::to_string(runVersion) +
                     "." + std::to_string(oldestRunFrameVersion) + " to " + std::to_string(runVersion) + "." +
                     std::to_string(frameFormatVersion));
}

}  // namespace

std::string pieceHeader(bool isFirst, std::int64_t time) {
    ByteWriter header;
    header.byte(isFirst ? runVersion : laterPiece);
    if (isFirst) header.byte(frameFormatVersion);
    header.signedNumber(time);
    return std::move(header).take();
}

Result<RunContent> contentOfPieces(std::span<const std::string_view> pieces) {
    if (pieces.empty() || pieces.size() > mostRunFrames) return damagedRun();
    ZstdPieceDecompressor decompressor;
    RunContent content;
    for (const std::string_view piece : pieces) {
        ByteReader in(piece);
        const std::uint8_t version = in.byte();
        const bool isFirst = content.times.empty();
        if (isFirst != (version != laterPiece)) return damagedRun();
        if (isFirst) {
            const auto frameVersion = takeVersions(in, version);
            if (!frameVersion) return frameVersion.error();
            content.frameVersion = *frameVersion;
        }
        content.times.push_back(in.signedNumber());
        if (!in.ok()) return damagedRun();
        auto difference = decompressor.decompress(piece.substr(piece.size() - in.remaining()),
                                                  mostRunBytes - content.differences.size());
        if (!difference) return difference.error();
        ByteWriter length;
        length.number(difference->size());
        content.differences.append(std::move(length).take()).append(*difference);
        if (content.differences.size() > mostRunBytes) return damagedRun();
    }
    return content;
}

Result<std::string> rowOf(const RunContent& content) {
    ByteWriter header;
    header.byte(runVersion);
    header.byte(content.frameVersion);
    header.number(content.times.size());
    std::uint64_t before = 0;
    std::uint64_t pace = 0;
    for (const std::int64_t time : content.times) {
        const std::uint64_t passed = asBits(time) - before;
        header.signedNumber(static_cast<std::int64_t>(passed - pace));
        pace = passed;
        before = asBits(time);
    }
    auto compressed = ZstdCompressor(rowLevel, rowTableLog).compress(content.differences);
    if (!compressed) return compressed.error();
    return std::move(header).take() + *compressed;
}

Result<RowParts> partsOfRow(std::string_view row) {
    ByteReader in(row);
    const std::uint8_t version = in.byte();
    const auto frameVersion = takeVersions(in, version);
    if (!frameVersion) return frameVersion.error();
    const std::uint64_t count = in.number();
    if (count == 0 || count > mostRunFrames) return damagedRun();
    RowParts parts;
    parts.frameVersion = *frameVersion;
    std::uint64_t time = 0;
    std::uint64_t pace = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        pace += asBits(in.signedNumber());
        time += pace;
        parts.times.push_back(static_cast<std::int64_t>(time));
    }
    if (!in.ok()) return damagedRun();
    parts.compressed = row.substr(row.size() - in.remaining());
    return parts;
}

Result<std::string> differencesOfRow(std::string_view compressed) {
    return ZstdDecompressor().decompress(compressed, mostRunBytes);
}

}  // namespace baro::history
