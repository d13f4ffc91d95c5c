#include "platform/replay/ReplayTimeline.h"

#include <algorithm>
#include <utility>

namespace baro::platform {
namespace {

// The replay begins this long before the second Frame, so that the sampler's warm-up tick 100 ms later
// already has two different Frames and rates.
constexpr Nanoseconds headStart = std::chrono::milliseconds(50);
constexpr Nanoseconds pretendedSleep = std::chrono::seconds(1);

Nanoseconds recordedAt(const FramePtr& frame) {
    return frame->takenAt.monotonic;
}

Nanoseconds lengthOf(const std::vector<FramePtr>& frames) {
    const Nanoseconds span = recordedAt(frames.back()) - recordedAt(frames.front());
    if (frames.size() < 2 || span <= Nanoseconds::zero()) return std::chrono::seconds(1);
    // The last Frame lasts as long as the others do on average.
    return span + span / (frames.size() - 1);
}

Nanoseconds beginningOf(const std::vector<FramePtr>& frames) {
    const Nanoseconds first = recordedAt(frames.front());
    return frames.size() < 2 ? first : std::max(first, recordedAt(frames[1]) - headStart);
}

}  // namespace

ReplayTimeline::ReplayTimeline(std::vector<FramePtr> frames, const Instant& startedAt)
    : frames_(std::move(frames)), round_(lengthOf(frames_)) {
    const Instant& first = frames_.front()->takenAt;
    monotonicShift_ = beginningOf(frames_) - startedAt.monotonic;
    bootShift_ = monotonicShift_ + startedAt.monotonic - startedAt.boot + first.boot - first.monotonic;
    wallShift_ = startedAt.wall - first.wall - (beginningOf(frames_) - first.monotonic);
}

Instant ReplayTimeline::replayTime(const Instant& live) const {
    return {live.wall, live.monotonic + monotonicShift_, live.boot + bootShift_};
}

ReplayTimeline::Moment ReplayTimeline::at(const Instant& now) const {
    const Nanoseconds first = recordedAt(frames_.front());
    const Nanoseconds played = std::max(now.monotonic - first, Nanoseconds::zero());
    const auto rounds = played / round_;
    const Nanoseconds wanted = first + played % round_;
    const auto later = std::ranges::upper_bound(frames_, wanted, {}, recordedAt);
    const auto index = std::max<std::ptrdiff_t>(later - frames_.begin() - 1, 0);
    const Nanoseconds shift = round_ * rounds;
    return {frames_[static_cast<std::size_t>(index)], shift, shift + pretendedSleep * rounds,
            wallShift_ + shift + pretendedSleep * rounds};
}

Instant ReplayTimeline::shifted(const Instant& recorded, const Moment& moment) {
    return {recorded.wall + moment.wallShift, recorded.monotonic + moment.shift,
            recorded.boot + moment.bootShift};
}

}  // namespace baro::platform
