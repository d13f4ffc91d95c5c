// Selectors and subqueries: where rows and samples enter a query.
#pragma once

#include "core/promql/Planner.h"

namespace baro::promql {

// At each step the newest sample that is at most the lookback old.
OperatorPtr planSelector(Planner& planner, const VectorSelector& selector, const Steps& steps);
// Likewise the time of that sample, in seconds.
OperatorPtr planSampleTimes(Planner& planner, const VectorSelector& selector, const Steps& steps);

// All samples that the ranges of the steps need.
SampleStreamPtr planMatrixSelector(Planner& planner, const MatrixSelector& matrix, const Steps& steps);
SampleStreamPtr planSubquery(Planner& planner, const Subquery& subquery, const Steps& steps);

// The last step's time.
inline std::int64_t lastTime(const Steps& steps) {
    return steps.time(steps.count() - 1);
}

}  // namespace baro::promql
