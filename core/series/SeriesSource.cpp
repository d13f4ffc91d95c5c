#include "core/series/SeriesSource.h"

#include <utility>

namespace baro {
namespace {

// Calls take(cursor) at each series.
template <class Take>
Status forEach(const SeriesSource& source, const SeriesQuery& query, Take take) {
    const auto cursor = source.read(query);
    if (!cursor) return cursor.error();
    for (;;) {
        const auto more = cursor.value()->next();
        if (!more) return more.error();
        if (!*more) return Done{};
        take(*cursor.value());
    }
}

}  // namespace

Result<std::vector<LabelsPtr>> SeriesSource::series(const SeriesQuery& query) const {
    std::vector<LabelsPtr> result;
    const auto done = forEach(*this, query, [&](const SeriesCursor& at) { result.push_back(at.labels()); });
    if (!done) return done.error();
    return result;
}

Result<std::unique_ptr<SummaryCursor>> SeriesSource::summarise(const SummaryQuery&) const {
    return std::unique_ptr<SummaryCursor>();
}

void dropNeedlessMarkers(std::vector<Sample>& samples, bool keepsLeading) {
    bool missing = !keepsLeading;
    std::erase_if(samples, [&missing](const Sample& sample) {
        const bool wasMissing = std::exchange(missing, isStaleMarker(sample.value));
        return missing && wasMissing;
    });
}

Result<std::vector<SampleSeries>> readAll(const SeriesSource& source, const SeriesQuery& query) {
    std::vector<SampleSeries> result;
    const auto done = forEach(source, query, [&](const SeriesCursor& at) {
        result.push_back({*at.labels(), {at.samples().begin(), at.samples().end()}});
    });
    if (!done) return done.error();
    return result;
}

SeriesQuery allOf(const std::string& metric, std::vector<LabelMatcher> matchers, TimeRange range) {
    matchers.push_back({std::string(metricNameLabel), LabelMatcher::Kind::Equal, metric});
    return {std::move(matchers), range};
}

}  // namespace baro
