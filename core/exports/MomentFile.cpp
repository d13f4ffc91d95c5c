#include "core/exports/MomentFile.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "core/exports/FrameTexts.h"
#include "core/exports/MaskedEvidence.h"
#include "core/exports/MaskedSeries.h"
#include "core/exports/SeriesSelection.h"
#include "core/exports/WindowWidth.h"
#include "core/history/BlockPlace.h"
#include "core/history/Schema.h"
#include "core/history/TickColumns.h"
#include "core/history/TickTimes.h"
#include "core/series/NotReadMarker.h"

namespace baro::exports {
namespace {

using history::Database;
using history::Event;
using history::FrameRunWriter;
using history::SeriesNumber;
using history::SeriesValues;
using history::TickColumns;

constexpr std::int64_t longestBlock = 900'000;  // as long as the recorder's
constexpr std::int64_t longestPause = 300'000;  // between two Frames of a run

class Learning final : public FrameTextVisitor {
  public:
    explicit Learning(TextMask& mask) : mask_(mask) {}
    void text(std::string& text) override { mask_.learnFrom(text); }
    void process(ProcessFacts& facts) override {
        mask_.learnUser(facts.user, isPerson(facts.userId));
        mask_.learnProgram(facts.executable);
    }
    void host(Host& host) override {
        mask_.learnHost(host.name);
        mask_.learnHost(host.domainName);
    }

  private:
    TextMask& mask_;
};

class Masking final : public FrameTextVisitor {
  public:
    explicit Masking(TextMask& mask) : mask_(mask) {}
    void text(std::string& text) override { text = mask_.text(text); }
    void process(ProcessFacts& facts) override {
        facts.user = mask_.user(facts.user);
        facts.commandLine = mask_.command(facts.commandLine);
    }

  private:
    TextMask& mask_;
};

// Where an export is: each part has its share of the whole, and goes through the range once.
class Stages {
  public:
    Stages(TimeRange range, const GoOn& goOn) : range_(range), goOn_(goOn) {}
    void begin(double until) { begin_ = std::exchange(end_, until); }
    Status at(std::int64_t time) {
        const double part =
            static_cast<double>(time - range_.from) / static_cast<double>(range_.to - range_.from + 1);
        const Progress progress{.ratio = begin_ + (end_ - begin_) * part, .samples = samples};
        return goOn_(progress) ? Status(Done{}) : cancelled();
    }
    std::uint64_t samples = 0;

  private:
    const TimeRange range_;
    const GoOn& goOn_;
    double begin_ = 0;
    double end_ = 0;
};

class MomentWriter {
  public:
    MomentWriter(const history::Record& record, TimeRange range, const MaskChoice& choice, Database& database,
                 const GoOn& goOn)
        : record_(record), range_(range), database_(database), mask_(choice), stages_(range, goOn) {}

    Result<Exported> write() {
        auto listed = record_.series({.matchers = {}, .range = range_});
        if (!listed) return listed.error();
        if (mask_.choice().any())
            if (Status learned = learn(*listed); !learned) return learned.error();
        MaskedSeries series(*listed, mask_);
        auto transaction = history::Transaction::begin(database_);
        if (!transaction) return transaction.error();
        for (auto part : {&MomentWriter::writeMeta, &MomentWriter::writeEvents, &MomentWriter::writeFrames})
            if (Status written = (this->*part)(); !written) return written.error();
        if (Status written = writeBlocks(series); !written) return written.error();
        if (Status written = writeNames(series.names()); !written) return written.error();
        if (Status committed = transaction->commit(); !committed) return committed.error();
        return Exported{.series = withSamples_.size(), .samples = stages_.samples, .frames = frames_};
    }

  private:
    // Until an error, which ends it.
    template <class Take>
    Status forEachFrame(Take take) {
        Status taken = Done{};
        const Status all = record_.framesIn(range_, [&](const FramePtr& frame) {
            taken = take(frame);
            return taken.ok();
        });
        return taken ? all : taken;
    }

    Status learn(const std::vector<LabelsPtr>& series) {
        for (const LabelsPtr& labels : series)
            learnFrom(*labels, mask_);
        const auto events = record_.events(range_);
        if (!events) return events.error();
        for (const Event& event : events.value())
            event.kind == "alert" ? learnFromAlert(event.about, mask_) : mask_.learnFrom(event.about);
        Learning learning(mask_);
        FrameTexts texts(learning);
        stages_.begin(0.3);
        return forEachFrame([&](const FramePtr& frame) -> Status {
            (void)texts.visited(*frame);
            return stages_.at(timeOf(*frame));
        });
    }

    Status writeMeta() {
        auto insert = database_.prepare("INSERT INTO meta(key, value) VALUES(?, ?)");
        if (!insert) return insert.error();
        const std::pair<std::string_view, std::int64_t> numbers[] = {
            {history::momentKey, 1}, {"from", range_.from}, {"to", range_.to}};
        for (const auto& [key, value] : numbers)
            if (Status written = insert->bindText(1, key).bind(2, value).run(); !written) return written;
        const MaskChoice& choice = mask_.choice();
        std::string what;
        for (const auto& [is, word] :
             {std::pair(choice.users, " users"), std::pair(choice.commands, " commands"),
              std::pair(choice.addresses, " addresses")})
            if (is) what += word;
        if (what.empty()) return Done{};
        return insert->bindText(1, "masked").bindText(2, std::string_view(what).substr(1)).run();
    }

    Status writeEvents() {
        const auto events = record_.events(range_);
        if (!events) return events.error();
        auto insert = database_.prepare("INSERT INTO event(time, kind, about) VALUES(?, ?, ?)");
        if (!insert) return insert.error();
        for (const Event& event : events.value()) {
            const std::string about = !mask_.choice().any()   ? event.about
                                      : event.kind == "alert" ? maskedAlert(event.about, mask_)
                                                              : mask_.text(event.about);
            insert->bind(1, event.timeMilliseconds).bindText(2, event.kind).bindText(3, about);
            if (Status written = insert->run(); !written) return written;
        }
        return Done{};
    }

    Status writeFrames() {
        Masking masking(mask_);
        FrameTexts texts(masking);
        stages_.begin(0.6);
        const Status all = forEachFrame([&](const FramePtr& frame) -> Status {
            if (Status added = addFrame(mask_.choice().any() ? texts.visited(*frame) : frame); !added)
                return added;
            return stages_.at(timeOf(*frame));
        });
        return all ? endRun() : all;
    }

    Status addFrame(const FramePtr& frame) {
        const std::int64_t time = timeOf(*frame);
        const bool follows = time > runUntil_ && time - runUntil_ <= longestPause;
        if (run_.isFull() || !follows)
            if (Status ended = endRun(); !ended) return ended;
        auto piece = run_.append(frame);
        if (!piece && run_.size() > 0) {
            if (Status ended = endRun(); !ended) return ended;
            piece = run_.append(frame);
        }
        // One that is too large for any run is left out, as the recorder leaves it out.
        if (!piece) return run_ = FrameRunWriter(), Done{};
        if (run_.size() == 1) runSince_ = time;
        runUntil_ = time;
        ++frames_;
        return Done{};
    }

    Status endRun() {
        if (run_.size() == 0) return Done{};
        const auto row = run_.finish();
        if (!row) return row.error();
        run_ = FrameRunWriter();
        auto insert = database_.prepare("INSERT OR REPLACE INTO frames(start, until, data) VALUES(?, ?, ?)");
        if (!insert) return insert.error();
        return insert->bind(1, runSince_).bind(2, runUntil_).bindBlob(3, row.value()).run();
    }

    Status writeBlocks(MaskedSeries& series) {
        WindowWidth width(series.names().count());
        const auto numberOf = [&series](const Labels& labels) { return series.numberOf(labels); };
        stages_.begin(1);
        for (std::int64_t from = range_.from; from <= range_.to;) {
            // Whole seconds, so that no two blocks begin in one.
            const std::int64_t wanted =
                from / 1000 * 1000 + std::min(width.milliseconds(), longestBlock) / 1000 * 1000 - 1;
            const std::int64_t to = std::min(wanted, range_.to);
            const auto ticks = history::collectTicks(record_, {from, to}, numberOf, known_);
            if (!ticks) return ticks.error();
            if (!ticks.value().times.empty())
                if (Status written = writeBlock(ticks.value()); !written) return written;
            width.learn(ticks.value().values.size());
            from = to + 1;
            if (ticks.value().times.empty()) {
                const auto next =
                    skipNothing(record_, {.selectors = {}, .range = range_}, from, longestBlock);
                if (!next) return next.error();
                from = next.value();
            }
            if (Status told = stages_.at(from); !told) return told;
        }
        return Done{};
    }

    Status writeBlock(const TickColumns& ticks) {
        auto insert = database_.prepare("INSERT INTO block(place, until, data) VALUES(?, ?, ?)");
        if (!insert) return insert.error();
        const auto add = [&](std::uint32_t part, const std::string& bytes) {
            const auto place = history::blockPlace(history::Tier::Samples, ticks.times.front() / 1000, part);
            return insert->bind(1, place).bind(2, ticks.times.back()).bindBlob(3, bytes).run();
        };
        if (Status added = add(0, history::encodeTickTimes(ticks.times)); !added) return added;
        const std::vector<SeriesValues> all = ticks.columns();
        for (auto first = all.begin(); first != all.end();) {
            const std::uint32_t part = history::partOf(first->number);
            const auto last = std::find_if(first, all.end(), [part](const SeriesValues& one) {
                return history::partOf(one.number) != part;
            });
            if (Status added = add(part, history::encodeSeriesPart({first, last})); !added) return added;
            first = last;
        }
        for (const SeriesValues& one : all)
            note(one);
        return Done{};
    }

    // What the next window has to know of this one: which series have a value at its end.
    void note(const SeriesValues& one) {
        std::uint64_t count = 0;
        bool isKnown = known_.contains(one.number);
        for (const double value : one.values) {
            if (isNotReadMarker(value)) continue;
            isKnown = !isStaleMarker(value);
            count += isKnown ? 1 : 0;
        }
        if (count > 0) withSamples_.insert(one.number);
        stages_.samples += count;
        if (isKnown) {
            known_.insert(one.number);
        } else {
            known_.erase(one.number);
        }
    }

    Status writeNames(const history::SeriesNames& names) {
        if (names.count() == 0) return Done{};
        const auto labels = history::encodeLabels(names.from(0));
        if (!labels) return labels.error();
        auto insert = database_.prepare("INSERT INTO series(first, labels) VALUES(0, ?)");
        if (!insert) return insert.error();
        return insert->bindBlob(1, labels.value()).run();
    }

    const history::Record& record_;
    const TimeRange range_;
    Database& database_;
    TextMask mask_;
    Stages stages_;
    std::set<SeriesNumber> known_;  // those whose newest sample is a value
    std::set<SeriesNumber> withSamples_;
    FrameRunWriter run_;
    std::int64_t runSince_ = 0;
    std::int64_t runUntil_ = 0;
    std::uint64_t frames_ = 0;
};

// Nobody wants to know of "PATH: cannot INSERT ...: database or disk is full" which statement it was.
Error inWords(const Error& error, const std::string& path) {
    if (!error.message.starts_with(path)) return error;
    return failed("cannot write " + path + error.message.substr(error.message.rfind(": ")));
}

}  // namespace

Result<Exported> writeMoment(const history::Record& record, TimeRange range, const MaskChoice& choice,
                             const std::string& path, const GoOn& goOn) {
    auto database = history::createMoment(path);
    if (!database) return inWords(database.error(), path);
    const auto extent = record.extent();
    if (!extent) return extent.error();
    range = {std::max(range.from, extent.value().from), std::min(range.to, extent.value().to)};
    auto written = MomentWriter(record, range, choice, *database, goOn).write();
    if (!written) return inWords(written.error(), path);
    return written;
}

}  // namespace baro::exports
