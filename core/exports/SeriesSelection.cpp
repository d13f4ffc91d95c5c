#include "core/exports/SeriesSelection.h"

#include <algorithm>

namespace baro::exports {

std::vector<SeriesQuery> SeriesSelection::queries(TimeRange of) const {
    if (selectors.empty()) return {SeriesQuery{.matchers = {}, .range = of}};
    std::vector<SeriesQuery> all;
    for (const auto& matchers : selectors)
        all.push_back({.matchers = matchers, .range = of});
    return all;
}

Result<std::vector<LabelsPtr>> seriesOf(const SeriesSource& source, const SeriesSelection& selection) {
    std::vector<LabelsPtr> all;
    for (const SeriesQuery& query : selection.queries(selection.range)) {
        const auto some = source.series(query);
        if (!some) return some.error();
        all.insert(all.end(), some.value().begin(), some.value().end());
    }
    std::ranges::sort(all, [](const LabelsPtr& a, const LabelsPtr& b) { return *a < *b; });
    const auto isSame = [](const LabelsPtr& a, const LabelsPtr& b) { return *a == *b; };
    all.erase(std::unique(all.begin(), all.end(), isSame), all.end());
    return all;
}

Result<std::int64_t> skipNothing(const SeriesSource& source, const SeriesSelection& selection,
                                 std::int64_t from, std::int64_t width) {
    SeriesSelection window = selection;
    while (from <= selection.range.to) {
        const std::int64_t to = width > selection.range.to - from ? selection.range.to : from + width - 1;
        window.range = {from, to};
        const auto some = seriesOf(source, window);
        if (!some) return some.error();
        if (!some.value().empty()) break;
        from = to + 1;
        width *= 2;
    }
    return from;
}

}  // namespace baro::exports
