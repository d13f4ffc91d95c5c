// Functions of a range of samples: rate, avg_over_time, ...
#pragma once

#include "core/promql/Planner.h"
#include "core/promql/RangeFunctions.h"

namespace baro::promql {

OperatorPtr planRangeCall(Planner& planner, const RangeFunctionEntry& entry, const Call& call,
                          const Steps& steps);

// The argument that is a matrix; null when there is none.
const Expression* rangeArgument(const Call& call);

}  // namespace baro::promql
