#include "ui/EventFeed.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/history/FrameEvents.h"
#include "ui/FrameFeed.h"
#include "ui/TimeCursor.h"

namespace baro::ui {

using history::Event;

EventFeed::EventFeed(const FrameFeed& frames, TimeCursor& cursor, QObject* parent)
    : QObject(parent), cursor_(cursor) {
    PastFrames* const past = frames.pastFrames();
    if (past == nullptr) {
        for (const auto signal : {&FrameFeed::passedOver, &FrameFeed::arrived})
            connect(&frames, signal, this, [this](const FramePtr& frame) { watch(*frame); });
        return;
    }
    connect(past, &PastFrames::happened, this, &EventFeed::take);
    // How far the record reaches is asked whenever it has grown for a while: then it may have new events.
    connect(past, &PastFrames::reaches, this, [past] {
        past->askEvents({0, std::numeric_limits<std::int64_t>::max()});
    });
}

std::span<const Event> EventFeed::within(TimeRange range) const {
    const auto from = std::ranges::lower_bound(events_, range.from, {}, &Event::timeMilliseconds);
    const auto to = std::ranges::upper_bound(events_, range.to, {}, &Event::timeMilliseconds);
    return from < to ? std::span<const Event>(from, to) : std::span<const Event>();
}

bool EventFeed::goToPrevious() {
    const auto here = std::ranges::lower_bound(events_, cursor_.moment(), {}, &Event::timeMilliseconds);
    if (here == events_.begin()) return false;
    cursor_.travelTo(std::prev(here)->timeMilliseconds);
    return true;
}

void EventFeed::goToNext() {
    const auto next = std::ranges::upper_bound(events_, cursor_.moment(), {}, &Event::timeMilliseconds);
    if (next == events_.end())
        cursor_.goLive();
    else
        cursor_.travelTo(next->timeMilliseconds);
}

// The first Frame is no event: nothing began that would be kept. Of a clock that was set back what it runs
// through again is forgotten.
void EventFeed::watch(const Frame& frame) {
    constexpr std::size_t most = 1000;
    auto broken = history::breakAt(frame);
    if (!broken || frame.discontinuity == Discontinuity::FirstFrame) return;
    std::erase_if(events_,
                  [&](const Event& event) { return event.timeMilliseconds >= broken->timeMilliseconds; });
    if (events_.size() == most) events_.erase(events_.begin());
    events_.push_back(std::move(*broken));
    emit changed();
}

void EventFeed::take(const std::vector<Event>& events) {
    if (events == events_) return;
    events_ = events;
    emit changed();
}

}  // namespace baro::ui
