#include "app/RecordedPasts.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace baro::app {
namespace {

std::int64_t takenAt(const FramePtr& frame) {
    return timeOf(*frame);
}

}  // namespace

ui::RecordedPast pastOf(const history::Record& record) {
    return {
        .frameAt = [&record](std::int64_t time) { return record.frameAt(time); },
        .extent = [&record] { return record.extent(); },
        .framesIn = [&record](TimeRange range,
                              const ui::RecordedPast::Visit& visit) { return record.framesIn(range, visit); },
        .events = [&record](TimeRange range) { return record.events(range); }};
}

ui::RecordedPast pastOf(std::vector<FramePtr> frames) {
    const auto kept = std::make_shared<const std::vector<FramePtr>>(std::move(frames));
    return {.frameAt = [kept](std::int64_t time) -> Result<FramePtr> {
                const auto after = std::ranges::upper_bound(*kept, time, {}, takenAt);
                return after == kept->begin() ? FramePtr() : *std::prev(after);
            },
            .extent = [kept]() -> Result<TimeRange> {
                if (kept->empty()) return TimeRange{1, 0};
                return TimeRange{takenAt(kept->front()), takenAt(kept->back())};
            },
            .framesIn = [kept](TimeRange range, const ui::RecordedPast::Visit& visit) -> Status {
                auto next = std::ranges::lower_bound(*kept, range.from, {}, takenAt);
                while (next != kept->end() && takenAt(*next) <= range.to && visit(*next))
                    ++next;
                return Done{};
            }};
}

}  // namespace baro::app
