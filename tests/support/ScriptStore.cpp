#include "tests/support/ScriptStore.h"

#include <algorithm>
#include <utility>

#include "core/series/LabelMatchers.h"

namespace baro::tests {
namespace {

// The classic histogram's series without what makes it one: where its native twin stands.
Labels customBucketTwin(const Labels& labels) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (auto [name, value] : labels.pairs()) {
        if (name == "le") continue;
        for (const std::string_view suffix : {"_bucket", "_count", "_sum"})
            if (name == metricNameLabel && value.ends_with(suffix))
                value.resize(value.size() - suffix.size());
        pairs.emplace_back(std::move(name), std::move(value));
    }
    return Labels(std::move(pairs));
}

}  // namespace

void ScriptStore::load(const Load& load) {
    for (const NotedSeries& series : load.series) {
        const Labels twin = customBucketTwin(series.labels);
        const bool hasTwin = load.alsoCustomBuckets && twin != series.labels;
        std::vector<Sample> samples;
        std::int64_t time = 0;
        for (const NotedPoint& point : series.points) {
            if (point.kind == NotedPoint::Kind::Number) samples.push_back({time, point.value});
            if (point.kind == NotedPoint::Kind::Histogram) histograms_[series.labels].push_back(time);
            if (point.kind == NotedPoint::Kind::Number && hasTwin) histograms_[twin].push_back(time);
            time += load.stepMilliseconds;
        }
        if (!samples.empty()) numbers_.add(series.labels, std::move(samples));
    }
}

void ScriptStore::clear() {
    numbers_.clear();
    histograms_.clear();
}

Result<std::unique_ptr<SeriesCursor>> ScriptStore::read(const SeriesQuery& query) const {
    sawHistogram_ = sawHistogram_ || hasHistogram(query);
    return numbers_.read(query);
}

bool ScriptStore::hasHistogram(const SeriesQuery& query) const {
    const auto matchers = LabelMatchers::compile(query.matchers);
    if (!matchers) return false;
    for (const auto& [labels, times] : histograms_) {
        if (!matchers->match(labels)) continue;
        for (const std::int64_t time : times)
            if (time >= query.range.from && time <= query.range.to &&
                (!query.newestOnly || isNewest(labels, time, query)))
                return true;
    }
    return false;
}

bool ScriptStore::isNewest(const Labels& labels, std::int64_t histogram, const SeriesQuery& query) const {
    const auto all = readAll(numbers_, query);
    if (!all) return true;
    const auto same = std::ranges::find(*all, labels, &SampleSeries::labels);
    return same == all->end() || same->samples.back().timeMilliseconds < histogram;
}

}  // namespace baro::tests
