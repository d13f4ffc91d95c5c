#include "core/alerts/RuleResults.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/series/LabelMatchers.h"

namespace baro::alerts {
namespace {

// Two sorted lists of series as one; of a series in both the samples are put in order.
class ResultsCursor final : public SeriesCursor {
  public:
    ResultsCursor(std::unique_ptr<SeriesCursor> source, std::vector<SampleSeries> kept)
        : source_(std::move(source)), kept_(std::move(kept)) {}

    Result<bool> next() override {
        if (inKept_) ++at_;
        if (inSource_ || !hasBegun_) {
            hasBegun_ = true;
            const auto more = source_->next();
            if (!more) return more.error();
            sourceHasMore_ = *more;
        }
        inSource_ = inKept_ = false;
        const bool keptHasMore = at_ < kept_.size();
        if (!sourceHasMore_ && !keptHasMore) return false;
        inSource_ = sourceHasMore_ && (!keptHasMore || *source_->labels() <= kept_[at_].labels);
        inKept_ = keptHasMore && (!sourceHasMore_ || kept_[at_].labels <= *source_->labels());
        collect();
        return true;
    }
    const LabelsPtr& labels() const override { return inSource_ ? source_->labels() : labels_; }
    std::span<const Sample> samples() const override { return samples_; }

  private:
    void collect() {
        samples_.clear();
        if (inSource_) {
            const auto some = source_->samples();
            samples_.assign(some.begin(), some.end());
        }
        if (!inKept_) return;
        labels_ = std::make_shared<const Labels>(kept_[at_].labels);
        samples_.insert(samples_.end(), kept_[at_].samples.begin(), kept_[at_].samples.end());
        std::ranges::stable_sort(samples_, {}, &Sample::timeMilliseconds);
    }

    std::unique_ptr<SeriesCursor> source_;
    std::vector<SampleSeries> kept_;
    std::size_t at_ = 0;
    bool hasBegun_ = false;
    bool sourceHasMore_ = false;
    bool inSource_ = false;  // the current series
    bool inKept_ = false;
    LabelsPtr labels_;
    std::vector<Sample> samples_;
};

}  // namespace

RuleResults::RuleResults(const SeriesSource& source, std::int64_t retentionMilliseconds)
    : source_(source), retention_(retentionMilliseconds) {}

Status RuleResults::append(const Labels& labels, Sample sample) {
    const MutexLock lock(mutex_);
    Series& series = series_[labels];
    if (!series.labels) series.labels = std::make_shared<const Labels>(labels);
    // Later ones have not happened yet: the clock was set back.
    while (!series.samples.empty() && series.samples.back().timeMilliseconds > sample.timeMilliseconds)
        series.samples.pop_back();
    if (!series.samples.empty() && series.samples.back().timeMilliseconds == sample.timeMilliseconds) {
        if (sample.value == series.samples.back().value || isStaleMarker(sample.value)) return Done{};
        return malformed("duplicate sample for timestamp");
    }
    series.samples.push_back(sample);
    series.hasEnded = isStaleMarker(sample.value);
    series.fresh = series.hasEnded ? std::nullopt : std::optional(sample.value);
    dropOld(sample.timeMilliseconds);
    return Done{};
}

// Now and then: looking through all for each sample would cost more than the memory is worth.
void RuleResults::dropOld(std::int64_t newest) {
    constexpr std::int64_t interval = 60'000;
    if (newest - droppedAt_ < interval && newest >= droppedAt_) return;
    droppedAt_ = newest;
    for (auto entry = series_.begin(); entry != series_.end();) {
        std::erase_if(entry->second.samples,
                      [&](const Sample& sample) { return sample.timeMilliseconds < newest - retention_; });
        const bool isGone = entry->second.samples.empty() && entry->second.hasEnded;
        entry = isGone ? series_.erase(entry) : std::next(entry);
    }
}

Result<RuleResults::Kept> RuleResults::matching(const std::vector<LabelMatcher>& matchers,
                                                TimeRange range) const {
    const auto compiled = LabelMatchers::compile(matchers);
    if (!compiled) return compiled.error();
    Kept kept;
    const MutexLock lock(mutex_);
    for (const auto& [labels, series] : series_) {
        if (series.samples.empty() || !compiled->match(labels)) continue;
        SampleSeries some{labels, {}};
        for (const Sample& sample : series.samples)
            if (sample.timeMilliseconds >= range.from && sample.timeMilliseconds <= range.to)
                some.samples.push_back(sample);
        if (!some.samples.empty()) kept.push_back(std::move(some));
    }
    return kept;
}

Result<std::unique_ptr<SeriesCursor>> RuleResults::read(const SeriesQuery& query) const {
    auto kept = matching(query.matchers, query.range);
    if (!kept) return kept.error();
    auto source = source_.read(query);
    if (!source || kept->empty()) return source;
    return std::unique_ptr<SeriesCursor>(
        std::make_unique<ResultsCursor>(std::move(source).value(), std::move(kept).value()));
}

Result<std::unique_ptr<SummaryCursor>> RuleResults::summarise(const SummaryQuery& query) const {
    const auto kept = matching(
        query.matchers, {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()});
    if (!kept) return kept.error();
    if (!kept->empty()) return std::unique_ptr<SummaryCursor>();
    return source_.summarise(query);
}

std::vector<RuleResults::Current> RuleResults::handOver() {
    std::vector<Current> all;
    const MutexLock lock(mutex_);
    for (auto entry = series_.begin(); entry != series_.end();) {
        Series& series = entry->second;
        if (!series.hasEnded) all.push_back({series.labels, std::exchange(series.fresh, std::nullopt)});
        series.samples.clear();
        entry = series.hasEnded ? series_.erase(entry) : std::next(entry);
    }
    return all;
}

}  // namespace baro::alerts
