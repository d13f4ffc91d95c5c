#include "core/history/Recorder.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/base/FreeMemory.h"
#include "core/base/Log.h"
#include "core/history/BlockCut.h"
#include "core/history/BlockWriter.h"
#include "core/history/Schema.h"
#include "core/history/TierWriter.h"
#include "core/series/NotReadMarker.h"

namespace baro::history {
namespace {

constexpr int tailLevel = 3;
// How far a recorder that begins looks back: a live source keeps about as much.
constexpr std::int64_t oldestTaken = 3'600'000;
// Taken in one go, so that an hour that is taken over needs little memory.
constexpr std::int64_t windowMilliseconds = 30'000;

bool isValue(double value) {
    return !isStaleMarker(value);
}

// The newest value that was read of each column decides whether the series is known.
void note(const TickColumns& ticks, std::set<SeriesNumber>& known) {
    for (std::size_t index = 0; index < ticks.numbers.size(); ++index) {
        const auto column = ticks.column(index);
        const auto newest = std::find_if(column.rbegin(), column.rend(),
                                         [](double value) { return !isNotReadMarker(value); });
        if (newest == column.rend()) continue;
        if (isValue(*newest)) {
            known.insert(ticks.numbers[index]);
        } else {
            known.erase(ticks.numbers[index]);
        }
    }
}

TickColumns ticksFrom(const TickColumns& all, std::size_t from, std::size_t to) {
    TickColumns some;
    some.times.assign(all.times.begin() + static_cast<std::ptrdiff_t>(from),
                      all.times.begin() + static_cast<std::ptrdiff_t>(to));
    some.numbers = all.numbers;
    some.values.reserve(all.numbers.size() * (to - from));
    for (std::size_t index = 0; index < all.numbers.size(); ++index) {
        const auto column = all.column(index).subspan(from, to - from);
        some.values.insert(some.values.end(), column.begin(), column.end());
    }
    return some;
}

}  // namespace

Recorder::Recorder(std::string directory, RecorderSettings settings, RecordLock lock, Database database)
    : directory_(std::move(directory)),
      settings_(settings),
      lock_(std::move(lock)),
      database_(std::move(database)),
      compressor_(tailLevel) {}

Result<std::unique_ptr<Recorder>> Recorder::open(const std::string& directory, const std::string& name,
                                                 RecorderSettings settings) {
    std::error_code failure;
    std::filesystem::create_directories(directory, failure);
    if (failure)
        return denied("cannot create the folder of the record, " + directory + ": " + failure.message() +
                      "; give another with --data-dir");
    auto lock = RecordLock::take(directory, name);
    if (!lock) return lock.error();
    auto database = openForRecording(directory + "/record.db");
    if (!database) return database.error();
    std::unique_ptr<Recorder> recorder(
        new Recorder(directory, settings, std::move(lock).value(), std::move(database).value()));
    if (Status begun = recorder->begin(); !begun) return begun.error();
    return recorder;
}

std::string Recorder::setAside(const std::string& directory) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    std::string kept;
    for (int number = 1; kept.empty() || fs::exists(kept, ignored) || fs::exists(dataFolderOf(kept), ignored);
         ++number)
        kept = directory + "/record-damaged-" + std::to_string(number) + ".db";
    // First, for a new database would write over it.
    fs::rename(dataFolderOf(directory + "/record.db"), dataFolderOf(kept), ignored);
    for (const char* part : {"", "-wal", "-shm"})
        fs::rename(directory + "/record.db" + part, kept + part, ignored);
    return "the record was damaged; it is kept as " + kept + ", and a new one was begun";
}

Status Recorder::begin() {
    // Of a transaction that was killed; what cannot be deleted now can be later.
    if (const Status deleted = deleteForgottenData(database_); !deleted)
        log(Severity::Warning, deleted.error().message);
    if (Status loaded = names_.load(database_); !loaded) return loaded;
    namesWritten_ = names_.count();
    const auto number = database_.integer("SELECT value FROM meta WHERE key = 'tail'");
    if (!number) return number.error();
    if (Status taken = takeOverTail(static_cast<std::uint64_t>(number->value_or(0))); !taken) return taken;
    const auto newest =
        database_.integer("SELECT until FROM block WHERE place < " +
                          std::to_string(blockPlace(Tier::Minutes, 0, 0)) + " ORDER BY place DESC LIMIT 1");
    if (!newest) return newest.error();
    newest_ = *newest;
    // An orderly end is the last that is told, however its tail came here.
    const auto lastTold = database_.integer(
        "SELECT time FROM (SELECT * FROM event ORDER BY rowid DESC LIMIT 1) WHERE kind != 'stop'");
    if (!lastTold) return lastTold.error();
    // It may have told something after the last sample that it wrote.
    if (*lastTold) brokeAt_ = std::max(newest_.value_or(**lastTold), **lastTold);
    return Done{};
}

// What an earlier recorder left there, however it ended.
Status Recorder::takeOverTail(std::uint64_t number) {
    tailNumber_ = number;
    const auto reader = TailReader::open(tailPath());
    if (!reader && reader.error().kind == ErrorKind::Failed) return reader.error();
    if (!reader && reader.error().kind == ErrorKind::Malformed) {
        const std::string aside = tailPath() + ".damaged";
        std::error_code ignored;
        std::filesystem::rename(tailPath(), aside, ignored);
        log(Severity::Warning, reader.error().message + "; it is kept as " + aside);
    }
    if (reader && reader->number() == number)
        if (Status sealed = seal(Seal::AndEnd); !sealed) return sealed;
    return beginTail();
}

Status Recorder::beginTail() {
    auto fresh = TailWriter::begin(tailPath(), tailNumber_);
    if (!fresh) return fresh.error();
    tail_.emplace(std::move(fresh).value());
    before_ = {};
    frames_ = FrameRunWriter();
    openTicks_ = 0;
    namesInTail_ = namesWritten_;
    return Done{};
}

Status Recorder::record(const SeriesSource& source, std::int64_t upTo) {
    if (!tail_)
        if (Status begun = beginTail(); !begun) return begun;
    // What could not be written before comes first, and nothing is added while it cannot.
    if (Status flushed = tail_->flush(); !flushed) return flushed;
    // The clock was set back while nobody recorded.
    if (newest_ && upTo < *newest_) newest_ = upTo - windowMilliseconds;
    std::int64_t width = windowMilliseconds;
    for (std::int64_t from = newest_ ? *newest_ + 1 : upTo - oldestTaken; from <= upTo;) {
        const TimeRange window{from, std::min(from + width - 1, upTo)};
        bool found = false;
        if (Status recorded = recordWindow(source, window, found); !recorded) return recorded;
        width = found ? windowMilliseconds : width * 2;
        from = window.to + 1;
    }
    return tail_->flush();
}

Status Recorder::recordWindow(const SeriesSource& source, TimeRange window, bool& found) {
    const auto numberOf = [this](const Labels& labels) { return names_.numberOf(labels); };
    const auto ticks = collectTicks(source, window, numberOf, known_);
    if (!ticks) return ticks.error();
    found = !ticks->times.empty();
    return found ? addRuns(*ticks) : Status(Done{});
}

// Cut where a gap is, or a block is full.
Status Recorder::addRuns(const TickColumns& ticks) {
    for (std::size_t from = 0; from < ticks.times.size();) {
        const std::int64_t first = ticks.times[from];
        const bool isFull = openTicks_ >= settings_.blockTicks ||
                            first - openSince_ >= settings_.blockMilliseconds ||
                            (newest_ && first - *newest_ > settings_.gapMilliseconds);
        if (openTicks_ > 0 && isFull) {
            if (Status flushed = tail_->flush(); !flushed) return flushed;
            if (Status sealed = seal(Seal::AndGoOn); !sealed) return sealed;
        }
        std::size_t to = from + 1;
        while (to < ticks.times.size() && openTicks_ + (to - from) < settings_.blockTicks &&
               ticks.times[to] - ticks.times[to - 1] <= settings_.gapMilliseconds)
            ++to;
        const Status added =
            to - from == ticks.times.size() ? addRun(ticks) : addRun(ticksFrom(ticks, from, to));
        if (!added) return added;
        from = to;
    }
    return Done{};
}

Status Recorder::addRun(const TickColumns& ticks) {
    if (names_.count() > namesInTail_) {
        const auto first = static_cast<SeriesNumber>(namesInTail_);
        const auto labels = encodeTailLabels(first, names_.from(first));
        if (!labels) return labels.error();
        tail_->add(TailKind::Labels, *labels);
        namesInTail_ = names_.count();
    }
    const auto bytes = encodeTailTicks(ticks, before_, compressor_);
    if (!bytes) return bytes.error();
    tail_->add(TailKind::Ticks, *bytes);
    if (openTicks_ == 0) openSince_ = ticks.times.front();
    openTicks_ += ticks.times.size();
    newest_ = ticks.times.back();
    note(ticks, known_);
    return Done{};
}

// All of it, whatever fails: each step may be the one that gives the room.
Status Recorder::giveRoomBack() {
    const Status trimmed = newest_ ? trim(database_, settings_.retention, *newest_) : Status(Done{});
    const Status deleted = deleteForgottenData(database_);
    const Status given = database_.execute("PRAGMA incremental_vacuum");
    const Status written = database_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    for (const Status& step : {trimmed, deleted, given, written})
        if (!step) return step;
    return Done{};
}

Status Recorder::clockSetBack(std::int64_t to) {
    if (Status sealed = seal(Seal::AndEnd); !sealed) return sealed;
    known_.clear();
    newest_ = to - 1;
    return Done{};
}

Status Recorder::add(const FramePtr& frame) {
    if (!tail_) return failed("the record cannot be written");
    if (frames_.isFull())
        if (Status sealed = seal(Seal::AndGoOn); !sealed) return sealed;
    const auto piece = frames_.append(frame);
    if (!piece) {
        // This run ends here, and the next one begins with the next Frame.
        (void)seal(Seal::AndGoOn);
        return piece.error();
    }
    tail_->add(TailKind::Frame, *piece);
    return Done{};
}

void Recorder::add(const Event& event) {
    if (tail_) tail_->add(TailKind::Event, encodeEvent(event));
}

Status Recorder::seal(Seal how) {
    if (tail_)
        if (Status flushed = tail_->flush(); !flushed) return flushed;
    // Read from the file, as after a crash: one way for both.
    auto reader = TailReader::open(tailPath());
    if (!reader) return reader.error();
    // One that is in the database already, and in whose place no new one could be begun, is not written
    // twice.
    if (reader->number() != tailNumber_) return Done{};
    TailContent content(names_);
    if (Status taken = content.takeAll(*reader); !taken && taken.error().kind != ErrorKind::Malformed) {
        return taken;
    } else if (!taken) {
        log(Severity::Warning, taken.error().message + ": what follows in " + tailPath() + " is lost");
    }
    if (content.isEmpty()) return Done{};
    if (how == Seal::AndEnd) content.end();
    if (Status written = write(content); !written) return written;
    ++tailNumber_;
    if (newest_)
        if (const auto done = sumUpOneDay(database_, *newest_); !done)
            log(Severity::Warning, done.error().message);
    if (newest_)
        if (Status trimmed = trim(database_, settings_.retention, *newest_); !trimmed)
            log(Severity::Warning, trimmed.error().message);
    tail_.reset();
    // Many megabytes were in use for a moment, once in a quarter of an hour.
    database_.giveMemoryBack();
    giveFreeMemoryBack();
    return beginTail();
}

Status Recorder::write(TailContent& content) {
    auto transaction = Transaction::begin(database_);
    if (!transaction) return transaction.error();
    const std::size_t names = names_.count();
    if (Status done = writeNames(); !done) return done;
    auto data = DataWriter::begin(database_);
    if (!data) return data.error();
    if (Status done = writeSamples(content, *data); !done) return done;
    if (Status done = writeFrames(content, *data); !done) return done;
    if (Status done = data->finish(); !done) return done;
    if (Status done = writeEvents(content); !done) return done;
    if (Status noted = database_.execute("UPDATE meta SET value = " + std::to_string(tailNumber_ + 1) +
                                         " WHERE key = 'tail'");
        !noted)
        return noted;
    if (Status committed = transaction->commit(); !committed) return committed;
    namesWritten_ = names;
    return Done{};
}

Status Recorder::writeSamples(const TailContent& content, DataWriter& data) {
    const auto& ticks = content.ticks();
    if (ticks.empty()) return Done{};
    if (Status cut = cutBlocks(database_, data, Tier::Samples, {ticks.front(), ticks.back()}); !cut)
        return cut;
    if (Status again = sumUpAgainFrom(database_, ticks.front()); !again) return again;
    const auto numberOf = [this](const Labels& labels) { return names_.numberOf(labels); };
    return writeBlock(database_, data, Tier::Samples, ticks, *content.samples(), numberOf);
}

Status Recorder::writeFrames(const TailContent& content, DataWriter& data) {
    if (content.frames().empty()) return Done{};
    const std::vector<std::string_view> pieces(content.frames().begin(), content.frames().end());
    auto run = finishPieces(pieces);
    if (!run) return run.error();
    const auto opened = FrameRunReader::open(*run);
    if (!opened) return opened.error();
    auto insert = database_.prepare("INSERT OR REPLACE INTO frames(start, until, data) VALUES(?, ?, ?)");
    if (!insert) return insert.error();
    const std::int64_t until = opened->times().back();
    insert->bind(1, opened->times().front()).bind(2, until);
    if (Status bound = data.bind(*insert, 3, *run, until); !bound) return bound;
    return insert->run();
}

Status Recorder::writeEvents(const TailContent& content) {
    auto insert = database_.prepare("INSERT INTO event(time, kind, about) VALUES(?, ?, ?)");
    if (!insert) return insert.error();
    for (const Event& event : content.events()) {
        insert->bind(1, event.timeMilliseconds).bindText(2, event.kind).bindText(3, event.about);
        if (Status written = insert->run(); !written) return written;
    }
    return Done{};
}

Status Recorder::writeNames() {
    const auto first = static_cast<SeriesNumber>(namesWritten_);
    if (names_.count() == namesWritten_) return Done{};
    const auto labels = encodeLabels(names_.from(first));
    if (!labels) return labels.error();
    auto insert = database_.prepare("INSERT INTO series(first, labels) VALUES(?, ?)");
    if (!insert) return insert.error();
    return insert->bind(1, first).bindBlob(2, *labels).run();
}

}  // namespace baro::history
