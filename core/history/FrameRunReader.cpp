#include <algorithm>
#include <iterator>
#include <utility>

#include "core/history/FrameDifference.h"
#include "core/history/FrameRun.h"
#include "core/history/RunContent.h"
#include "core/model/ByteReader.h"

namespace baro::history {
namespace {

constexpr std::size_t framesPerCheckpoint = 12;  // a minute
// Of a run with more in it no checkpoints are kept: each of them might be a copy of all that.
constexpr std::size_t mostCheckpointBytes = 8u << 20;

// Where decoding stands: the Frame is the one before `next`, or an empty one.
struct RunPosition {
    Frame frame;
    std::size_t next = 0;
    Room room{mostRunBytes};
};

}  // namespace

struct FrameRunReader::State {
    std::uint8_t frameVersion = 0;  // of the Frame format
    std::vector<std::int64_t> times;
    std::string row;              // empty from the first Frame on
    std::string_view compressed;  // in the row
    std::string plain;
    std::vector<std::string_view> differences;  // in plain
    std::optional<Error> damage;

    RunPosition at;
    // Every so many Frames one is kept, so that going back is quick. They share what did not change.
    std::vector<RunPosition> checkpoints{at};

    Status split();
    Status unpack();
    Status advance();
    Status seek(std::size_t index);
};

Status FrameRunReader::State::split() {
    ByteReader in(plain);
    for (std::size_t i = 0; i < times.size(); ++i)
        differences.push_back(in.text());
    if (!in.ok() || in.remaining() > 0) return malformed("a run of frames in the record is damaged");
    return Done{};
}

Status FrameRunReader::State::unpack() {
    if (!differences.empty()) return Done{};
    auto content = differencesOfRow(compressed);
    if (!content) return content.error();
    plain = std::move(content).value();
    row = {};
    return split();
}

Status FrameRunReader::State::advance() {
    const Status applied = applyDifference(differences[at.next], frameVersion, at.frame, at.room);
    if (!applied) return applied;
    if (timeOf(at.frame) != times[at.next]) return malformed("a frame of the record has two times");
    ++at.next;
    const bool isDue = at.next >= checkpoints.back().next + framesPerCheckpoint;
    if (isDue && at.room.left() > mostRunBytes - mostCheckpointBytes) checkpoints.push_back(at);
    return Done{};
}

Status FrameRunReader::State::seek(std::size_t index) {
    if (const Status unpacked = unpack(); !unpacked) return unpacked;
    const auto later = std::ranges::upper_bound(checkpoints, index + 1, {}, &RunPosition::next);
    const RunPosition& closest = *std::prev(later);  // the first one stands before all Frames
    if (at.next > index + 1 || at.next < closest.next) at = closest;
    while (at.next <= index)
        if (const Status advanced = advance(); !advanced) return advanced;
    return Done{};
}

FrameRunReader::FrameRunReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
FrameRunReader::FrameRunReader(FrameRunReader&&) noexcept = default;
FrameRunReader& FrameRunReader::operator=(FrameRunReader&&) noexcept = default;
FrameRunReader::~FrameRunReader() = default;

Result<FrameRunReader> FrameRunReader::open(std::string run) {
    auto state = std::make_unique<State>();
    state->row = std::move(run);
    auto parts = partsOfRow(state->row);
    if (!parts) return parts.error();
    state->frameVersion = parts->frameVersion;
    state->times = std::move(parts->times);
    state->compressed = parts->compressed;
    return FrameRunReader(std::move(state));
}

Result<FrameRunReader> FrameRunReader::openPieces(std::span<const std::string_view> pieces) {
    auto content = contentOfPieces(pieces);
    if (!content) return content.error();
    auto state = std::make_unique<State>();
    state->frameVersion = content->frameVersion;
    state->times = std::move(content->times);
    state->plain = std::move(content->differences);
    if (const Status split = state->split(); !split) return split.error();
    return FrameRunReader(std::move(state));
}

std::span<const std::int64_t> FrameRunReader::times() const {
    return state_->times;
}

std::optional<std::size_t> FrameRunReader::indexAt(std::int64_t time) const {
    const auto& times = state_->times;
    const auto found = std::find_if(times.rbegin(), times.rend(), [time](auto each) { return each <= time; });
    if (found == times.rend()) return std::nullopt;
    return static_cast<std::size_t>(times.rend() - found) - 1;
}

Result<FramePtr> FrameRunReader::frame(std::size_t index) {
    State& state = *state_;
    if (state.damage) return *state.damage;
    if (index >= state.times.size()) return absent("the run has no such frame");
    if (const Status found = state.seek(index); !found) {
        state.damage = found.error();
        return found.error();
    }
    return FramePtr(std::make_shared<const Frame>(state.at.frame));
}

}  // namespace baro::history
