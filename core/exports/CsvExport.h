// Series as a table: one row for each tick or step, one column for each series.
#pragma once

#include <vector>

#include "core/exports/Progress.h"
#include "core/exports/SeriesSelection.h"
#include "core/metrics/MetricMetadata.h"

namespace baro::exports {

// RFC 4180 with a header: "time", then each series as PromQL writes it, with its unit in brackets where the
// metadata (ascending by name) knows one. Times are RFC 3339 in UTC, to the millisecond. What is unknown is
// an empty cell; a row of which nothing is known is left out.
//
// stepMilliseconds: 0, a row for each tick. Else rows begin at range.from and are so far apart; each has the
// last values of the step that ends with it, as a query has them whose lookback is the step.
//
// Reads a window of time after the other: memory depends on the number of series alone.
Result<Exported> writeCsv(const SeriesSource& source, const SeriesSelection& selection,
                          std::int64_t stepMilliseconds, const std::vector<MetricMetadata>& metadata,
                          const Write& write, const GoOn& goOn);

}  // namespace baro::exports
