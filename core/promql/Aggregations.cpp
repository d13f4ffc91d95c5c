#include "core/promql/Aggregations.h"

namespace baro::promql {

OperatorPtr planAggregation(Planner& planner, const Aggregation& aggregation, const Steps& steps) {
    switch (aggregation.op) {
        case AggregationOperator::TopK:
        case AggregationOperator::BottomK:
        case AggregationOperator::LimitK:
            return planTopK(planner, aggregation, steps);
        case AggregationOperator::LimitRatio:
            return planLimitRatio(planner, aggregation, steps);
        case AggregationOperator::CountValues:
            return planCountValues(planner, aggregation, steps);
        case AggregationOperator::Quantile:
            return planQuantile(planner, aggregation, steps);
        default:
            return planRunningAggregation(planner, aggregation, steps);
    }
}

LabelKey groupingKey(const Evaluation& evaluation, const Aggregation& aggregation) {
    return aggregation.without ? LabelKey::without(evaluation, aggregation.labels)
                               : LabelKey::only(evaluation, aggregation.labels);
}

}  // namespace baro::promql
