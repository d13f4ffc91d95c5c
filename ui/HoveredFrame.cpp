#include "ui/HoveredFrame.h"

#include <algorithm>

#include "ui/FrameFeed.h"
#include "ui/TimeCursor.h"

namespace baro::ui {
namespace {

constexpr std::size_t mostAnswers = 16;

}  // namespace

HoveredFrame::HoveredFrame(const FrameFeed& frames, const TimeCursor& cursor, QObject* parent)
    : QObject(parent), frames_(frames), cursor_(cursor) {
    connect(&cursor, &TimeCursor::hoveredChanged, this, &HoveredFrame::look);
    if (frames.pastFrames() != nullptr) connect(frames.pastFrames(), &PastFrames::glimpsed, this, &HoveredFrame::take);
}

void HoveredFrame::look() {
    const auto moment = cursor_.hovered();
    if (!moment) return set({});
    if (const FramePtr frame = frames_.remembered(*moment)) return set(frame);
    const auto known = std::ranges::find_if(answers_, [moment](const Answer& answer) {
        return timeOf(*answer.frame) <= *moment && *moment <= answer.until;
    });
    if (known != answers_.end()) return set(known->frame);
    set({});
    if (frames_.pastFrames() != nullptr) frames_.pastFrames()->askGlimpse(*moment);
}

void HoveredFrame::take(std::int64_t time, const FramePtr& frame) {
    if (frame == nullptr) return;
    const auto known = std::ranges::find(answers_, timeOf(*frame),
                                         [](const Answer& answer) { return timeOf(*answer.frame); });
    if (known != answers_.end())
        known->until = std::max(known->until, time);
    else
        answers_.push_back({frame, time});
    if (answers_.size() > mostAnswers) answers_.pop_front();
    if (const auto moment = cursor_.hovered(); moment && timeOf(*frame) <= *moment && *moment <= time)
        set(frame);
}

void HoveredFrame::set(const FramePtr& frame) {
    if (frame == frame_) return;
    frame_ = frame;
    emit changed();
}

}  // namespace baro::ui
