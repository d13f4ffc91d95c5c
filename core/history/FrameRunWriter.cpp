#include <string_view>
#include <utility>
#include <vector>

#include "core/base/Zstd.h"
#include "core/history/FrameDifference.h"
#include "core/history/FrameRun.h"
#include "core/history/RunContent.h"

namespace baro::history {
namespace {

constexpr std::size_t longestLength = 5;  // of the number before each Frame's bytes
constexpr int pieceLevel = 3;             // a piece is made every 5 s and lasts a quarter of an hour

}  // namespace

struct FrameRunWriter::State {
    ZstdPieceCompressor compressor{pieceLevel};
    Room room{mostRunBytes};
    std::vector<std::string> pieces;  // small, unlike their content
    std::size_t contentSize = 0;
    FramePtr newest = std::make_shared<const Frame>();
};

FrameRunWriter::FrameRunWriter() : state_(std::make_unique<State>()) {}
FrameRunWriter::FrameRunWriter(FrameRunWriter&&) noexcept = default;
FrameRunWriter& FrameRunWriter::operator=(FrameRunWriter&&) noexcept = default;
FrameRunWriter::~FrameRunWriter() = default;

Result<std::string> FrameRunWriter::append(const FramePtr& frame) {
    State& state = *state_;
    const std::string bytes = encodeDifference(*state.newest, *frame, state.room);
    const bool fits =
        !state.room.isExceeded() && bytes.size() + longestLength <= mostRunBytes - state.contentSize;
    if (!fits || size() == mostRunFrames)
        return failed("the frame is too large to record, or its run is full");
    auto compressed = state.compressor.compress(bytes);
    if (!compressed) return compressed;
    state.pieces.push_back(pieceHeader(size() == 0, timeOf(*frame)) + *compressed);
    state.contentSize += bytes.size() + longestLength;
    state.newest = frame;
    return state.pieces.back();
}

std::size_t FrameRunWriter::size() const {
    return state_->pieces.size();
}

bool FrameRunWriter::isFull() const {
    // Half of the memory is kept for one more Frame, so that only one that fits into no run is too large.
    return size() == mostFrames || state_->room.left() < mostRunBytes / 2 ||
           state_->contentSize > mostRunBytes / 2;
}

Result<std::string> FrameRunWriter::finish() const {
    const std::vector<std::string_view> pieces(state_->pieces.begin(), state_->pieces.end());
    return finishPieces(pieces);
}

Result<std::string> finishPieces(std::span<const std::string_view> pieces) {
    const auto content = contentOfPieces(pieces);
    if (!content) return content.error();
    return rowOf(*content);
}

}  // namespace baro::history
