// When alerts fired: as the record tells by the series ALERTS, or as a rule would have fired that nobody has
// switched on yet.
#pragma once

#include <cstdint>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/promql/Engine.h"
#include "core/rules/RuleFile.h"
#include "core/rules/ThresholdRule.h"
#include "core/series/SeriesSource.h"

namespace baro::alerts {

// One alert, firing without a break. Times in milliseconds since 1970 UTC.
struct AlertRun {
    Labels labels;
    TimeRange fired;
    bool endsUnknown = false;  // fires up to the end of what was looked at
    bool operator==(const AlertRun&) const = default;
};

// Between two evaluations of a rule lies no more than this; after a longer time without one it is not known
// that an alert fired.
inline constexpr std::int64_t longestEvaluationGap = 5 * 60'000;

// What fired in the range, by the samples of ALERTS: the newest first. Labels without __name__ and
// alertstate. Blocks.
Result<std::vector<AlertRun>> recordedRuns(const SeriesSource& source, TimeRange range);

// What the rule would have done had it been evaluated at each of these steps, by its expression, `for` and
// keep_firing_for alone: the newest first. Labels of the expression's elements. Blocks; refused beyond the
// limits.
Result<std::vector<AlertRun>> wouldHaveFired(const RuleDefinition& rule, const promql::Engine& engine,
                                             const SeriesSource& source, const promql::Steps& steps,
                                             const promql::QueryLimits& limits);

// The same of what the rule's series gave at the steps, so that another threshold asks nothing anew.
std::vector<AlertRun> wouldHaveFired(const ThresholdRule& rule, std::span<const promql::StepSeries> series,
                                     const promql::Steps& steps);

}  // namespace baro::alerts
