// A past that is recorded nowhere: Frames and events that a test made up.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "ui/PastFrames.h"

namespace baro::test {

// Both ascending by time.
inline ui::RecordedPast pastOf(std::vector<FramePtr> frames, std::vector<history::Event> events = {}) {
    const auto time = [](const FramePtr& frame) { return timeOf(*frame); };
    ui::RecordedPast past;
    past.frameAt = [frames, time](std::int64_t moment) -> Result<FramePtr> {
        const auto after = std::ranges::upper_bound(frames, moment, {}, time);
        return after == frames.begin() ? FramePtr() : *std::prev(after);
    };
    past.extent = [frames, time]() -> Result<TimeRange> {
        return frames.empty() ? TimeRange{1, 0} : TimeRange{time(frames.front()), time(frames.back())};
    };
    past.events = [events = std::move(events)](TimeRange range) -> Result<std::vector<history::Event>> {
        std::vector<history::Event> found;
        for (const history::Event& event : events)
            if (event.timeMilliseconds >= range.from && event.timeMilliseconds <= range.to)
                found.push_back(event);
        return found;
    };
    return past;
}

}  // namespace baro::test
