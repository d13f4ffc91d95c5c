#include "core/alerts/RuleStore.h"

#include <bit>

namespace baro::alerts {

Status RuleStore::append(const Labels& labels, Sample sample) {
    const auto [entry, isNew] = newest_.try_emplace(labels, sample);
    if (!isNew) {
        const Sample& newest = entry->second;
        if (sample.timeMilliseconds < newest.timeMilliseconds) return malformed("out of order sample");
        if (sample.timeMilliseconds == newest.timeMilliseconds) {
            if (std::bit_cast<std::uint64_t>(sample.value) == std::bit_cast<std::uint64_t>(newest.value))
                return Done{};
            return malformed("duplicate sample for timestamp");
        }
        entry->second = sample;
    }
    samples_.add(labels, {sample});
    byMetric_[std::string(labels.metric())].add(labels, {sample});
    return Done{};
}

Result<std::unique_ptr<SeriesCursor>> RuleStore::read(const SeriesQuery& query) const {
    for (const LabelMatcher& matcher : query.matchers) {
        if (matcher.label != metricNameLabel || matcher.kind != LabelMatcher::Kind::Equal) continue;
        static const SampleStore none;
        const auto found = byMetric_.find(matcher.value);
        return (found == byMetric_.end() ? none : found->second).read(query);
    }
    return samples_.read(query);
}

}  // namespace baro::alerts
