// The Frames and events of a record: what its tables show at a moment.
#include <algorithm>
#include <utility>

#include "core/history/Record.h"
#include "core/history/RecordView.h"

namespace baro::history {
namespace {

FramePtr withRates(const FramePtr& frame, const FramePtr& before) {
    auto complete = std::make_shared<Frame>(*frame);
    complete->discontinuity = Discontinuity::FirstFrame;
    if (before) {
        complete->discontinuity = discontinuityBetween(before->takenAt, frame->takenAt);
        complete->rates = deriveRates(*before, frame->readings, frame->takenAt);
    }
    return complete;
}

Result<FramePtr> momentOf(FrameRunReader& run, std::int64_t time) {
    const auto index = run.indexAt(time);
    if (!index) return FramePtr();
    FramePtr before;
    if (*index > 0) {
        auto previous = run.frame(*index - 1);
        if (!previous) return previous;
        before = *previous;
    }
    const auto frame = run.frame(*index);
    if (!frame) return frame;
    return withRates(*frame, before);
}

}  // namespace

Result<FrameRunReader*> Record::runAt(std::int64_t time, const View& view) const {
    if (!view.frames.empty() && time >= view.framesSince) {
        if (!openRun_ || openRun_->start != view.framesSince || openRun_->pieces != view.frames.size()) {
            const std::vector<std::string_view> pieces(view.frames.begin(), view.frames.end());
            auto reader = FrameRunReader::openPieces(pieces);
            if (!reader) return reader.error();
            openRun_.emplace(OpenRun{view.framesSince, pieces.size(), std::move(reader).value()});
        }
        return &openRun_->reader;
    }
    auto select =
        view.database->prepare("SELECT start, data FROM frames WHERE start <= ? ORDER BY start DESC LIMIT 1");
    if (!select) return select.error();
    const auto row = select->bind(1, time).step();
    if (!row) return row.error();
    if (!*row) return nullptr;
    const std::int64_t start = select->integer(0);
    if (!openRun_ || openRun_->start != start || openRun_->pieces != 0) {
        auto reader = FrameRunReader::open(std::string(select->bytes(1)));
        if (!reader) return reader.error();
        openRun_.emplace(OpenRun{start, 0, std::move(reader).value()});
    }
    return &openRun_->reader;
}

Result<FramePtr> Record::frameAt(std::int64_t time) const {
    auto view = this->view(With::FramesAndEvents);
    if (!view && view.error().kind == ErrorKind::Absent) return FramePtr();
    if (!view) return view.error();
    Result<FramePtr> moment = FramePtr();
    {
        const MutexLock lock(framesMutex_);
        const auto run = runAt(time, *view);
        if (!run) {
            moment = run.error();
        } else if (*run != nullptr) {
            moment = momentOf(**run, time);
        }
    }
    giveBack(std::move(view->database));
    return moment;
}

Result<std::vector<Event>> Record::events(TimeRange range) const {
    auto view = this->view(With::FramesAndEvents);
    if (!view && view.error().kind == ErrorKind::Absent) return std::vector<Event>();
    if (!view) return view.error();
    auto select = view->database->prepare(
        "SELECT time, kind, about FROM event WHERE time BETWEEN ? AND ? ORDER BY time, id");
    if (!select) return select.error();
    select->bind(1, range.from).bind(2, range.to);
    std::vector<Event> events;
    while (true) {
        const auto row = select->step();
        if (!row) return row.error();
        if (!*row) break;
        events.push_back({select->integer(0), std::string(select->bytes(1)), std::string(select->bytes(2))});
    }
    for (const Event& event : view->events)
        if (event.timeMilliseconds >= range.from && event.timeMilliseconds <= range.to)
            events.push_back(event);
    std::ranges::stable_sort(events, {}, &Event::timeMilliseconds);
    return events;
}

}  // namespace baro::history
