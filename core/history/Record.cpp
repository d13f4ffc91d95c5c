#include "core/history/Record.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "core/base/Log.h"
#include "core/history/RecordCursor.h"
#include "core/history/RecordView.h"
#include "core/history/Schema.h"
#include "core/series/LabelMatchers.h"

namespace baro::history {
namespace {

// A recorder seals once in minutes: a snapshot that is behind the tail is behind it once.
constexpr int snapshotTries = 5;
constexpr std::size_t mostIdle = 4;
constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t allTime = std::numeric_limits<std::int64_t>::max();

}  // namespace

Result<std::unique_ptr<Record>> Record::open(const std::string& directory) {
    auto record = std::make_unique<Record>(directory);
    const auto view = record->samplesUntil(noTime);
    if (!view) return view.error();
    return record;
}

Record::~Record() = default;

Result<std::unique_ptr<Database>> Record::connection() const {
    if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
    }
    auto opened = openForReading(databaseOf(directory_));
    if (!opened) return opened.error();
    return std::make_unique<Database>(std::move(opened).value());
}

void Record::giveBack(std::unique_ptr<Database> connection) const {
    if (!connection || !connection->execute("COMMIT")) return;
    connection->giveMemoryBack();
    const MutexLock lock(mutex_);
    if (idle_.size() < mostIdle) idle_.push_back(std::move(connection));
}

void Record::tellDamage(std::uint64_t reads) const {
    if (reads == 0 || damageTold_.exchange(true)) return;
    log(Severity::Warning,
        "a part of the record in " + directory_ +
            " is damaged, gone or cannot be read: what it held is shown as unknown, all else "
            "is as it was");
}

Status Record::reload(Database& snapshot) const {
    if (Status loaded = names_.load(snapshot); !loaded) return loaded;
    auto blocks = listBlocks(snapshot, Tier::Samples);
    if (!blocks) return blocks.error();
    auto tiers = listTiers(snapshot);
    if (!tiers) return tiers.error();
    blocks_ = std::make_shared<const std::vector<BlockSpan>>(std::move(blocks).value());
    tiers_ = std::make_shared<const TierSpans>(std::move(tiers).value());
    tail_.reset();
    tailSince_.reset();
    content_ = std::make_unique<TailContent>(names_);
    return Done{};
}

bool Record::beginsAfter(std::int64_t until) const {
    if (until == allTime) return false;
    if (!tailSince_) {
        const auto first = firstTickOf(*tail_);
        if (!first) return false;
        tailSince_ = *first;
    }
    return !tailSince_ || *tailSince_ > until;
}

Result<bool> Record::refresh(Database& snapshot, std::int64_t until) const {
    const auto found = snapshot.integer("SELECT value FROM meta WHERE key = 'tail'");
    if (!found) return found.error();
    const auto number = static_cast<std::uint64_t>(found->value_or(0));
    if (!content_ || number != tailNumber_) {
        if (Status loaded = reload(snapshot); !loaded) return loaded.error();
        tailNumber_ = number;
    }
    if (!tail_) {
        auto reader = TailReader::open(directory_ + "/record.tail");
        if (reader && reader->number() > number) return false;
        if (!reader || reader->number() < number) return true;  // its recorder has not begun it yet
        tail_ = std::make_unique<TailReader>(std::move(reader).value());
    }
    if (content_->ticks().empty() && beginsAfter(until)) return true;
    // A recorder that comes later seals what is good of it; until then that is what there is.
    if (Status taken = content_->takeAll(*tail_); !taken) log(Severity::Warning, taken.error().message);
    return true;
}

Record::View Record::viewOf(std::unique_ptr<Database> snapshot, bool withFrames) const {
    View view;
    view.database = std::move(snapshot);
    view.blocks = blocks_;
    view.tiers = tiers_;
    view.open = content_->samples();
    view.openSince = tailSince_;
    if (!content_->ticks().empty()) {
        view.openSince = content_->ticks().front();
        view.openUntil = content_->ticks().back();
    }
    if (!withFrames) return view;
    view.frames = content_->frames();
    view.framesSince = content_->framesSince();
    view.events = content_->events();
    return view;
}

Result<Record::View> Record::samplesUntil(std::int64_t until) const {
    return view(until, false);
}

Result<Record::View> Record::framesAndEvents() const {
    return view(allTime, true);
}

Result<Record::View> Record::view(std::int64_t until, bool withFrames) const {
    const MutexLock lock(mutex_);
    auto database = connection();
    if (!database) return database.error();
    for (int tries = 0; tries < snapshotTries; ++tries) {
        if (Status begun = (*database)->execute("BEGIN"); !begun) return begun.error();
        const auto isWhole = refresh(**database, until);
        if (!isWhole) return isWhole.error();
        if (*isWhole) return viewOf(std::move(database).value(), withFrames);
        if (Status ended = (*database)->execute("COMMIT"); !ended) return ended.error();
    }
    return failed("the record in " + directory_ + " changes faster than it can be read");
}

std::vector<NumberedSeries> Record::select(const LabelMatchers& matchers) const {
    const MutexLock lock(mutex_);
    std::vector<NumberedSeries> chosen;
    for (const SeriesNumber number : names_.index().select(matchers))
        chosen.push_back({number, names_.labels(number)});
    return chosen;
}

class Record::NoCursor final : public SeriesCursor {
  public:
    Result<bool> next() override { return false; }
    const LabelsPtr& labels() const override { return none_; }
    std::span<const Sample> samples() const override { return {}; }

  private:
    LabelsPtr none_;
};

Result<std::unique_ptr<SeriesCursor>> Record::read(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    auto view = samplesUntil(query.range.to);
    if (!view && view.error().kind == ErrorKind::Absent)
        return std::unique_ptr<SeriesCursor>(std::make_unique<NoCursor>());
    if (!view) return view.error();
    auto cursor = std::make_unique<Cursor>(*this, std::move(view).value(), select(*matchers), query);
    if (Status begun = cursor->begin(query); !begun) return begun.error();
    return std::unique_ptr<SeriesCursor>(std::move(cursor));
}

Result<std::vector<LabelsPtr>> Record::series(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    auto view = samplesUntil(query.range.to);
    if (!view && view.error().kind == ErrorKind::Absent) return std::vector<LabelsPtr>();
    if (!view) return view.error();
    const auto inTail = view->open->series(query);
    if (!inTail) return inTail.error();
    BlockSamples stored(*view->database, Tier::Samples, *view->blocks, query.range);
    TierSummaries summed(*view->database, *view->tiers, widened(query.range).from,
                         std::min(widened(query.range).to, view->samplesSince()), false, SummaryField::Last);
    std::vector<LabelsPtr> found;
    auto open = inTail->begin();
    for (const NumberedSeries& series : select(*matchers)) {
        const bool isOpen = open != inTail->end() && **open == *series.labels;
        if (isOpen) ++open;
        auto has = isOpen ? Result<bool>(true) : stored.hasSamples(series.number);
        if (has && !*has) has = summed.hasSamples(series.number);
        if (!has) return has.error();
        if (*has) found.push_back(series.labels);
    }
    giveBack(std::move(view->database));
    return found;
}

Result<Record::Detail> Record::detail() const {
    auto view = samplesUntil(noTime);
    if (!view) return view.error();
    const std::int64_t samples = view->samplesSince();
    const auto& minutes = view->tiers->minutes;
    giveBack(std::move(view->database));
    return Detail{samples,
                  minutes.empty() ? samples : std::min(minutes.front().startSeconds * 1000, samples)};
}

Result<TimeRange> Record::extent() const {
    auto view = samplesUntil(allTime);
    if (!view) return view.error();
    TimeRange extent{1, 0};
    if (!view->blocks->empty())
        extent = {view->blocks->front().startSeconds * 1000, view->blocks->back().until};
    if (view->openSince) {
        if (view->blocks->empty()) extent.from = *view->openSince;
        extent.to = view->openUntil;
    }
    const auto summed = summedUpSince(*view->database, *view->tiers);
    if (!summed) return summed.error();
    // Of the day of the first sample, the tiers know no more than that.
    if (*summed && **summed < extent.from - shapeOf(Tier::Minutes).blockMilliseconds) extent.from = **summed;
    if (*summed && extent.to < extent.from) extent = {**summed, view->tiers->until};
    giveBack(std::move(view->database));
    return extent;
}

}  // namespace baro::history
