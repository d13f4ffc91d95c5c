// The aggregation operators: sum, topk, count_values, ...
#pragma once

#include "core/promql/LabelKey.h"
#include "core/promql/Planner.h"

namespace baro::promql {

OperatorPtr planAggregation(Planner& planner, const Aggregation& aggregation, const Steps& steps);

// Those that need one running value a group and step; those that need all of a group's values.
OperatorPtr planRunningAggregation(Planner& planner, const Aggregation& aggregation, const Steps& steps);
OperatorPtr planQuantile(Planner& planner, const Aggregation& aggregation, const Steps& steps);
OperatorPtr planCountValues(Planner& planner, const Aggregation& aggregation, const Steps& steps);
// topk, bottomk and limitk; limit_ratio.
OperatorPtr planTopK(Planner& planner, const Aggregation& aggregation, const Steps& steps);
OperatorPtr planLimitRatio(Planner& planner, const Aggregation& aggregation, const Steps& steps);

// by (labels) or without (labels).
LabelKey groupingKey(const Evaluation& evaluation, const Aggregation& aggregation);

}  // namespace baro::promql
