#include "core/series/Head.h"

#include <algorithm>
#include <utility>

#include "core/series/HeadBlocks.h"
#include "core/series/NotReadMarker.h"

namespace baro {
namespace {

bool matches(const Labels& labels, const std::vector<LabelMatcher>& matchers) {
    return std::ranges::all_of(matchers, [&labels](const LabelMatcher& matcher) {
        return (labels.value(matcher.label) == matcher.value) == (matcher.kind == LabelMatcher::Kind::Equal);
    });
}

bool overlaps(const std::vector<std::int64_t>& times, TimeRange range) {
    return !times.empty() && times.front() <= range.to && times.back() >= range.from;
}

// What was known within the range. Of markers in a row only the first stands, and none before the first
// sample.
class Collected {
  public:
    explicit Collected(TimeRange range) : range_(range) {}

    void add(const std::vector<std::int64_t>& times, std::span<const double> values) {
        for (std::size_t tick = 0; tick < times.size(); ++tick) {
            if (times[tick] < range_.from || times[tick] > range_.to) continue;
            if (isNotReadMarker(values[tick])) continue;
            const bool missing = isStaleMarker(values[tick]);
            if (missing && missing_) continue;
            samples_.push_back({times[tick], values[tick]});
            missing_ = missing;
        }
    }
    std::vector<Sample> take() { return std::move(samples_); }

  private:
    TimeRange range_;
    bool missing_ = true;
    std::vector<Sample> samples_;
};

}  // namespace

Head::Head(std::int64_t retentionMilliseconds)
    : retention_(retentionMilliseconds), open_(std::make_shared<Open>(0)) {}

Head::~Head() = default;

Head::SeriesId Head::idOf(const Labels& labels) {
    const MutexLock lock(mutex_);
    auto& ofMetric = index_[std::string(labels.metric())];
    const auto [found, isNew] = ofMetric.try_emplace(std::make_shared<const Labels>(labels), SeriesId{});
    if (!isNew) return found->second;
    if (free_.empty()) {
        found->second = static_cast<SeriesId>(series_.size());
        series_.emplace_back();
    } else {
        found->second = free_.back();
        free_.pop_back();
    }
    series_[found->second] = found->first;
    return found->second;
}

std::uint64_t Head::generation() const {
    const MutexLock lock(mutex_);
    return generation_;
}

void Head::markGap() {
    const MutexLock lock(mutex_);
    gapPending_ = true;
}

void Head::append(std::int64_t timeMilliseconds, std::span<const Entry> entries) {
    sealIfFull();
    {
        const MutexLock lock(mutex_);
        if (newestTime() >= timeMilliseconds) {
            forgetFrom(timeMilliseconds);
            gapPending_ = true;
        }
        pushGap(timeMilliseconds);
    }
    sealIfFull();
    const MutexLock lock(mutex_);
    pushTick(timeMilliseconds, entries);
    dropBefore(timeMilliseconds - retention_);
}

void Head::pushGap(std::int64_t before) {
    if (!std::exchange(gapPending_, false) || newestTime() == noTime) return;
    std::int64_t time = newestTime() + 1;
    if (time >= before) forgetFrom(--time);  // no room between the two ticks: the older one gives way
    pushTick(time, {});
}

void Head::pushTick(std::int64_t time, std::span<const Entry> entries) {
    open_->grow(series_.size());
    const std::size_t tick = open_->times.size();
    open_->times.push_back(time);
    for (const Entry& entry : entries) {
        if (entry.id < series_.size()) open_->column(entry.id)[tick] = entry.value;
    }
}

std::int64_t Head::newestTime() const {
    if (!open_->times.empty()) return open_->times.back();
    return sealed_.empty() ? noTime : sealed_.back()->times.back();
}

void Head::forgetFrom(std::int64_t time) {
    open_->forgetFrom(time);
    while (!sealed_.empty() && sealed_.back()->times.back() >= time) {
        const SealedPtr last = sealed_.back();
        sealed_.pop_back();
        if (last->times.front() < time) sealed_.push_back(last->before(time));
    }
}

// Only the writer changes the open block, so it may encode it without the lock while others read.
void Head::sealIfFull() {
    std::shared_ptr<const Open> full;
    std::size_t series = 0;
    {
        const MutexLock lock(mutex_);
        if (open_->times.size() < blockTicks) return;
        full = open_;
        series = series_.size();
    }
    auto sealed = full->sealed();
    auto fresh = std::make_shared<Open>(series);
    const MutexLock lock(mutex_);
    sealed_.push_back(std::move(sealed));
    open_ = std::move(fresh);
}

void Head::dropBefore(std::int64_t time) {
    bool dropped = false;
    for (; !sealed_.empty() && sealed_.front()->times.back() < time; dropped = true)
        sealed_.pop_front();
    if (dropped) dropSeriesWithoutSamples();
}

void Head::dropSeriesWithoutSamples() {
    for (SeriesId id = 0; id < series_.size(); ++id) {
        const auto hasSamples = [id](const auto& block) { return block->hasSamples(id); };
        if (!series_[id] || hasSamples(open_) || std::ranges::any_of(sealed_, hasSamples)) continue;
        const auto ofMetric = index_.find(series_[id]->metric());
        ofMetric->second.erase(series_[id]);
        if (ofMetric->second.empty()) index_.erase(ofMetric);
        series_[id] = nullptr;
        free_.push_back(id);
        ++generation_;
    }
}

Result<std::vector<SampleSeries>> Head::select(const std::string& metric,
                                               const std::vector<LabelMatcher>& matchers,
                                               TimeRange range) const {
    std::vector<Chosen> chosen;
    std::vector<SealedPtr> blocks;
    std::vector<std::int64_t> newestTimes;
    {
        const MutexLock lock(mutex_);
        const auto ofMetric = index_.find(metric);
        if (ofMetric == index_.end()) return std::vector<SampleSeries>{};
        if (overlaps(open_->times, range)) newestTimes = open_->times;
        for (const auto& [labels, id] : ofMetric->second) {
            if (!matches(*labels, matchers)) continue;
            Chosen series{series_[id], id, {}};
            if (!newestTimes.empty()) series.newest = open_->copyOf(id);
            chosen.push_back(std::move(series));
        }
        std::ranges::copy_if(sealed_, std::back_inserter(blocks),
                             [range](const SealedPtr& block) { return overlaps(block->times, range); });
    }
    std::vector<SampleSeries> result;
    std::vector<double> values(blockTicks);
    for (const Chosen& series : chosen) {
        Collected collected(range);
        for (const SealedPtr& block : blocks) {
            if (!block->decode(series.id, values)) return failed("a block of samples in memory is damaged");
            collected.add(block->times, values);
        }
        collected.add(newestTimes, series.newest);
        if (auto samples = collected.take(); !samples.empty())
            result.push_back({*series.labels, std::move(samples)});
    }
    return result;
}

std::size_t Head::bytesUsed() const {
    const MutexLock lock(mutex_);
    std::size_t bytes = open_->bytesUsed();
    for (const SealedPtr& block : sealed_)
        bytes += block->bytesUsed();
    for (const auto& labels : series_) {
        if (!labels) continue;
        bytes += sizeof(Labels);
        for (const auto& [name, value] : labels->pairs())
            bytes += 2 * sizeof(std::string) + name.capacity() + value.capacity();
    }
    return bytes;
}

std::size_t Head::seriesCount() const {
    const MutexLock lock(mutex_);
    return series_.size() - free_.size();
}

}  // namespace baro
