#include "platform/replay/ReplayTimeline.h"

#include <algorithm>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/model/FrameFields.h"

namespace baro::platform {
namespace {

// Frames change this long before the multiples of their pace, the moments at which a sampler looks: each tick
// then has a new one, and series of them have the distance that they were recorded with.
constexpr Nanoseconds headStart = std::chrono::milliseconds(20);
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

}  // namespace

ReplayTimeline::ReplayTimeline(std::vector<FramePtr> frames, const Instant& startedAt)
    : frames_(std::move(frames)), startsWith_(frames_.size() * 2 / 3), round_(lengthOf(frames_)) {
    const Instant& first = frames_.front()->takenAt;
    const Nanoseconds shownFor = (startedAt.monotonic + headStart) % pace();
    const Nanoseconds beginning = recordedAt(frames_[startsWith_]) + shownFor;
    monotonicShift_ = beginning - startedAt.monotonic;
    bootShift_ = monotonicShift_ + startedAt.monotonic - startedAt.boot + first.boot - first.monotonic;
    wallShift_ = startedAt.wall - first.wall - (beginning - first.monotonic);
}

template <HasFieldList T>
void ReplayTimeline::shiftSections(T& sections, const Moment& moment) {
    forEachField(sections, [&moment](std::string_view, auto& one) {
        using One = std::remove_cvref_t<decltype(one)>;
        if constexpr (HasFieldList<One>) {
            shiftSections(one, moment);
        } else if (one) {
            one = One(one.shared(), shifted(one.takenAt(), moment));
        }
    });
}

std::vector<FramePtr> ReplayTimeline::past() const {
    std::vector<FramePtr> past;
    for (std::size_t index = 0; index <= startsWith_; ++index) {
        auto frame = std::make_shared<Frame>(*frames_[index]);
        const Moment moment{.frame = frames_[index], .wallShift = wallShift_};
        frame->takenAt = shifted(frame->takenAt, moment);
        shiftSections(frame->readings, moment);
        past.push_back(std::move(frame));
    }
    return past;
}

Nanoseconds::rep ReplayTimeline::roundsPlayed(Nanoseconds monotonic) const {
    return std::max(monotonic - recordedAt(frames_.front()), Nanoseconds::zero()) / round_;
}

Instant ReplayTimeline::replayTime(const Instant& live) const {
    const Nanoseconds monotonic = live.monotonic + monotonicShift_;
    return {live.wall, monotonic, live.boot + bootShift_ + pretendedSleep * roundsPlayed(monotonic)};
}

ReplayTimeline::Moment ReplayTimeline::at(const Instant& now) const {
    const Nanoseconds first = recordedAt(frames_.front());
    const Nanoseconds played = std::max(now.monotonic - first, Nanoseconds::zero());
    const auto rounds = roundsPlayed(now.monotonic);
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
