// Series as OpenMetrics text with times (https://prometheus.io/docs/specs/om/open_metrics_spec/): what
// `promtool tsdb create-blocks-from openmetrics` and `baro serve` read.
#pragma once

#include <string>
#include <vector>

#include "core/exports/Progress.h"
#include "core/exports/SeriesSelection.h"
#include "core/metrics/MetricMetadata.h"

namespace baro::exports {

// Family by family, each with its TYPE, UNIT and HELP from the metadata (ascending by name), series by
// series, and # EOF. Values and times read back as they were, bit by bit; only the payload of a NaN is lost.
// Staleness markers have no text and are left out. In memory is a part of one series.
Result<Exported> writeOpenMetrics(const SeriesSource& source, const SeriesSelection& selection,
                                  const std::vector<MetricMetadata>& metadata, const Write& write,
                                  const GoOn& goOn);

// Seconds: the shortest text that readers who cut what is below a millisecond, as Prometheus does, take for
// this time.
std::string openMetricsTime(std::int64_t milliseconds);

}  // namespace baro::exports
