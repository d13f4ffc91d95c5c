// Which series of which time are exported.
#pragma once

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

}  // namespace baro::exports
