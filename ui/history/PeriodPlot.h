// What one expression gave over a period: in each column the least, the mean and the greatest value.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/Result.h"
#include "core/promql/Engine.h"
#include "ui/history/PeriodColumns.h"
#include "ui/series/Plot.h"

namespace baro::ui {

// expression: PromQL, variables put in. newest: later moments are not known yet. A bare selector is asked
// with min_over_time(), avg_over_time() and max_over_time(), which the record answers from its coarser tiers;
// any other expression is asked at every tick. `last` of a series is the mean of the whole period.
Result<Plot> periodPlot(const std::string& expression, const PeriodColumns& columns, std::int64_t newest,
                        const promql::Engine& engine, const SeriesSource& source,
                        const promql::QueryLimits& limits);

}  // namespace baro::ui
