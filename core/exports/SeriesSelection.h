// Which series of which time are exported.
#pragma once

#include <cstdint>
#include <vector>

#include "core/series/SeriesSource.h"

namespace baro::exports {

struct SeriesSelection {
    std::vector<std::vector<LabelMatcher>> selectors;  // the series of any of them; none: all
    TimeRange range;

    // One query for each selector.
    std::vector<SeriesQuery> queries(TimeRange of) const;
};

// In the order of labels, each once; to within a block, as the source tells them.
Result<std::vector<LabelsPtr>> seriesOf(const SeriesSource& source, const SeriesSelection& selection);

// A time from which on there may be samples, `from` or later, where a window of that width has shown none: a
// machine may have been off for weeks, and only what is looked for, not what is read, tells that quickly.
// After range.to when there are none any more.
Result<std::int64_t> skipNothing(const SeriesSource& source, const SeriesSelection& selection,
                                 std::int64_t from, std::int64_t width);

}  // namespace baro::exports
