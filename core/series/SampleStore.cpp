#include "core/series/SampleStore.h"

#include <algorithm>
#include <utility>

#include "core/series/LabelMatchers.h"

namespace baro {

class SampleStore::Cursor final : public SeriesCursor {
  public:
    using Chosen = std::vector<std::pair<LabelsPtr, std::span<const Sample>>>;
    explicit Cursor(Chosen chosen) : chosen_(std::move(chosen)) {}

    Result<bool> next() override { return next_++ < chosen_.size(); }
    const LabelsPtr& labels() const override { return chosen_[next_ - 1].first; }
    std::span<const Sample> samples() const override { return chosen_[next_ - 1].second; }

  private:
    Chosen chosen_;
    std::size_t next_ = 0;
};

void SampleStore::add(const Labels& labels, std::vector<Sample> samples) {
    auto& all = series_[std::make_shared<const Labels>(labels)];
    all.insert(all.end(), samples.begin(), samples.end());
}

void SampleStore::clear() {
    series_.clear();
}

Result<std::unique_ptr<SeriesCursor>> SampleStore::read(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return matchers.error();
    Cursor::Chosen chosen;
    for (const auto& [labels, samples] : series_) {
        if (!matchers->match(*labels)) continue;
        const auto from = std::ranges::lower_bound(samples, query.range.from, {}, &Sample::timeMilliseconds);
        const auto to =
            std::ranges::upper_bound(from, samples.end(), query.range.to, {}, &Sample::timeMilliseconds);
        if (from != to) chosen.emplace_back(labels, std::span(from, to));
    }
    return std::unique_ptr<SeriesCursor>(std::make_unique<Cursor>(std::move(chosen)));
}

}  // namespace baro
