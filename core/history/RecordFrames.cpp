// The Frames and events of a record: what its tables show at a moment.
#include <algorithm>
#include <functional>
#include <utility>

#include "core/base/Log.h"
#include "core/history/DataFiles.h"
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

// A Frame of the run before that is older than this tells nothing about the first one of a run: nobody
// recorded in between.
constexpr std::int64_t longestBetweenRuns = 30'000;

// The run that a row holds or points to.
Result<FrameRunReader> openRow(const Database& database, const Statement& row, int column) {
    auto bytes = DataReader(database).read(row, column);
    if (!bytes) return bytes.error();
    return FrameRunReader::open(std::move(bytes).value());
}

using VisitFrame = std::function<bool(const FramePtr&)>;

// false: the visit wants no more.
Result<bool> visitRun(FrameRunReader& run, TimeRange range, const VisitFrame& visit) {
    const auto times = run.times();
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (times[i] < range.from || times[i] > range.to) continue;
        const auto frame = run.frame(i);
        if (!frame) return frame.error();
        if (!visit(*frame)) return false;
    }
    return true;
}

}  // namespace

// The last Frame before the run that begins then; null when there is none near it.
Result<FramePtr> Record::frameBeforeRun(std::int64_t start, const View& view) const {
    auto select =
        view.database->prepare("SELECT until, data FROM frames WHERE start < ? ORDER BY start DESC LIMIT 1");
    if (!select) return select.error();
    const auto row = select->bind(1, start).step();
    if (!row) return row.error();
    if (!*row || select->integer(0) < start - longestBetweenRuns || select->integer(0) >= start)
        return FramePtr();
    auto reader = openRow(*view.database, *select, 1);
    if (!reader) return reader.error();
    return reader->frame(reader->times().size() - 1);
}

// Of the open run.
Result<FramePtr> Record::momentOf(std::int64_t time, const View& view) const {
    OpenRun& run = *openRun_;
    const auto index = run.reader.indexAt(time);
    if (!index) return FramePtr();
    if (*index == 0 && !run.before) {
        auto before = frameBeforeRun(run.start, view);
        if (!before && before.error().kind == ErrorKind::Failed) return before;
        run.before = before ? *before : FramePtr();  // a damaged one is as good as none
    }
    auto before = *index == 0 ? Result<FramePtr>(*run.before) : run.reader.frame(*index - 1);
    if (!before) return before;
    const auto frame = run.reader.frame(*index);
    if (!frame) return frame;
    return withRates(*frame, *before);
}

Result<bool> Record::openRunAt(std::int64_t time, const View& view) const {
    if (!view.frames.empty() && time >= view.framesSince) {
        if (!openRun_ || openRun_->start != view.framesSince || openRun_->pieces != view.frames.size()) {
            const std::vector<std::string_view> pieces(view.frames.begin(), view.frames.end());
            auto reader = FrameRunReader::openPieces(pieces);
            if (!reader) return reader.error();
            openRun_.emplace(OpenRun{view.framesSince, pieces.size(), std::move(reader).value(), {}});
        }
        return true;
    }
    auto select =
        view.database->prepare("SELECT start, data FROM frames WHERE start <= ? ORDER BY start DESC LIMIT 1");
    if (!select) return select.error();
    const auto row = select->bind(1, time).step();
    if (!row) return row.error();
    if (!*row) return false;
    const std::int64_t start = select->integer(0);
    if (!openRun_ || openRun_->start != start || openRun_->pieces != 0) {
        auto reader = openRow(*view.database, *select, 1);
        if (!reader) return reader.error();
        openRun_.emplace(OpenRun{start, 0, std::move(reader).value(), {}});
    }
    return true;
}

Result<FramePtr> Record::frameAt(std::int64_t time) const {
    auto view = framesAndEvents();
    if (!view && view.error().kind == ErrorKind::Absent) return FramePtr();
    if (!view) return view.error();
    Result<FramePtr> moment = FramePtr();
    {
        const MutexLock lock(framesMutex_);
        const auto isOpen = openRunAt(time, *view);
        if (!isOpen) {
            moment = isOpen.error();
        } else if (*isOpen) {
            moment = momentOf(time, *view);
        }
    }
    giveBack(std::move(view->database));
    return moment;
}

Result<bool> Record::visitStored(const View& view, TimeRange range, const VisitFrame& visit) const {
    auto select = view.database->prepare(
        "SELECT data FROM frames WHERE start <= ?2 AND until >= ?1 AND start >= coalesce("
        "(SELECT start FROM frames WHERE start <= ?1 ORDER BY start DESC LIMIT 1), ?1) ORDER BY start");
    if (!select) return select.error();
    select->bind(1, range.from).bind(2, range.to);
    while (true) {
        const auto row = select->step();
        if (!row) return row.error();
        if (!*row) return true;
        auto run = openRow(*view.database, *select, 0);
        const auto goesOn = run ? visitRun(*run, range, visit) : Result<bool>(run.error());
        if (goesOn && !*goesOn) return false;
        if (!goesOn && goesOn.error().kind != ErrorKind::Malformed) return goesOn;
        if (!goesOn) tellDamage(1);
    }
}

Status Record::framesIn(TimeRange range, const VisitFrame& visit) const {
    auto view = framesAndEvents();
    if (!view && view.error().kind == ErrorKind::Absent) return Done{};
    if (!view) return view.error();
    const auto goesOn = visitStored(*view, range, visit);
    if (!goesOn) return goesOn.error();
    if (*goesOn && !view->frames.empty() && view->framesSince <= range.to) {
        const std::vector<std::string_view> pieces(view->frames.begin(), view->frames.end());
        auto run = FrameRunReader::openPieces(pieces);
        if (!run || !visitRun(*run, range, visit)) tellDamage(1);
    }
    giveBack(std::move(view->database));
    return Done{};
}

Result<std::vector<Event>> Record::events(TimeRange range) const {
    auto view = framesAndEvents();
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
