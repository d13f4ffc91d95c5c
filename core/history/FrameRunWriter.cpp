#include <utility>

#include "core/base/Zstd.h"
#include "core/history/FrameDifference.h"
#include "core/history/FrameRun.h"
#include "core/history/RunContent.h"
#include "core/model/ByteWriter.h"

namespace baro::history {
namespace {

constexpr int pieceLevel = 3;  // a piece is made every 5 s and lasts a quarter of an hour

}  // namespace

struct FrameRunWriter::State {
    ZstdPieceCompressor compressor{pieceLevel};
    Room room{mostRunBytes};
    RunContent content;
    FramePtr newest = std::make_shared<const Frame>();
};

FrameRunWriter::FrameRunWriter() : state_(std::make_unique<State>()) {}
FrameRunWriter::FrameRunWriter(FrameRunWriter&&) noexcept = default;
FrameRunWriter& FrameRunWriter::operator=(FrameRunWriter&&) noexcept = default;
FrameRunWriter::~FrameRunWriter() = default;

Result<std::string> FrameRunWriter::append(const FramePtr& frame) {
    State& state = *state_;
    ByteWriter difference;
    const std::string bytes = encodeDifference(*state.newest, *frame, state.room);
    difference.text(bytes);
    const std::string withLength = std::move(difference).take();
    const bool fits =
        !state.room.isExceeded() && withLength.size() <= mostRunBytes - state.content.differences.size();
    if (!fits || size() == mostRunFrames)
        return failed("the frame is too large to record, or its run is full");
    auto compressed = state.compressor.compress(bytes);
    if (!compressed) return compressed;
    std::string piece = pieceHeader(size() == 0, timeOf(*frame)) + *compressed;
    state.content.times.push_back(timeOf(*frame));
    state.content.differences += withLength;
    state.newest = frame;
    return piece;
}

std::size_t FrameRunWriter::size() const {
    return state_->content.times.size();
}

bool FrameRunWriter::isFull() const {
    // Half of the memory is kept for one more Frame, so that only one that fits into no run is too large.
    return size() == mostFrames || state_->room.left() < mostRunBytes / 2 ||
           state_->content.differences.size() > mostRunBytes / 2;
}

Result<std::string> FrameRunWriter::finish() const {
    return rowOf(state_->content);
}

Result<std::string> finishPieces(std::span<const std::string_view> pieces) {
    const auto content = contentOfPieces(pieces);
    if (!content) return content.error();
    return rowOf(*content);
}

}  // namespace baro::history
