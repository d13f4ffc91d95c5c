// Reading a Head: pointers to sealed blocks and copies of the open one are taken under the lock; decoding
// happens without it, one series at a time.
#include <algorithm>
#include <utility>

#include "core/series/HeadBlocks.h"
#include "core/series/NotReadMarker.h"

namespace baro {
namespace {

bool overlaps(const std::vector<std::int64_t>& times, TimeRange range) {
    return !times.empty() && times.front() <= range.to && times.back() >= range.from;
}

// What was known within the range. Of markers in a row only the first stands, and none before the first
// sample.
class Collected {
  public:
    explicit Collected(TimeRange range) : range_(range) {}

    void clear() {
        samples_.clear();
        missing_ = true;
    }
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
    const std::vector<Sample>& samples() const { return samples_; }

  private:
    TimeRange range_;
    bool missing_ = true;
    std::vector<Sample> samples_;
};

}  // namespace

class Head::Cursor final : public SeriesCursor {
  public:
    Cursor(std::vector<Chosen> chosen, std::vector<SealedPtr> blocks, std::vector<std::int64_t> newestTimes,
           TimeRange range)
        : chosen_(std::move(chosen)),
          blocks_(std::move(blocks)),
          newestTimes_(std::move(newestTimes)),
          collected_(range),
          values_(blockTicks) {}

    Result<bool> next() override {
        while (next_ < chosen_.size()) {
            const Chosen& series = chosen_[next_++];
            collected_.clear();
            for (const SealedPtr& block : blocks_) {
                if (!block->decode(series.id, values_))
                    return failed("a block of samples in memory is damaged");
                collected_.add(block->times, values_);
            }
            collected_.add(newestTimes_, series.newest);
            if (!collected_.samples().empty()) return true;
        }
        return false;
    }
    const LabelsPtr& labels() const override { return chosen_[next_ - 1].labels; }
    std::span<const Sample> samples() const override { return collected_.samples(); }

  private:
    std::vector<Chosen> chosen_;
    std::vector<SealedPtr> blocks_;
    std::vector<std::int64_t> newestTimes_;
    Collected collected_;
    std::vector<double> values_;
    std::size_t next_ = 0;
};

std::vector<Head::Chosen> Head::chosenBy(const LabelMatchers& matchers) const {
    std::vector<Chosen> chosen;
    const auto take = [&](const SeriesOfMetric& ofMetric) {
        for (const auto& [labels, id] : ofMetric) {
            if (matchers.match(*labels)) chosen.push_back({labels, id, {}});
        }
    };
    if (const std::string_view metric = matchers.metric(); !metric.empty()) {
        if (const auto found = index_.find(metric); found != index_.end()) take(found->second);
        return chosen;
    }
    for (const auto& [metric, ofMetric] : index_)
        take(ofMetric);
    std::ranges::sort(chosen, [](const Chosen& a, const Chosen& b) { return *a.labels < *b.labels; });
    return chosen;
}

Result<std::unique_ptr<SeriesCursor>> Head::read(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    std::vector<SealedPtr> blocks;
    std::vector<std::int64_t> newestTimes;
    const MutexLock lock(mutex_);
    std::vector<Chosen> chosen = chosenBy(*matchers);
    if (overlaps(open_->times, query.range)) {
        newestTimes = open_->times;
        for (Chosen& series : chosen)
            series.newest = open_->copyOf(series.id);
    }
    std::ranges::copy_if(sealed_, std::back_inserter(blocks),
                         [&query](const SealedPtr& block) { return overlaps(block->times, query.range); });
    return std::unique_ptr<SeriesCursor>(
        std::make_unique<Cursor>(std::move(chosen), std::move(blocks), std::move(newestTimes), query.range));
}

}  // namespace baro
