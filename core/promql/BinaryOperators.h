// The operators between scalars and vectors.
#pragma once

#include "core/promql/LabelKey.h"
#include "core/promql/Planner.h"

namespace baro::promql {

OperatorPtr planBinary(Planner& planner, const Binary& binary, const Steps& steps);

// Between vectors: arithmetic and comparisons; and, or, unless. binary.matching is there.
OperatorPtr planJoin(Planner& planner, const Binary& binary, const Steps& steps);
OperatorPtr planSetOperator(Planner& planner, const Binary& binary, const Steps& steps);

// By what a row is matched: on (labels) or ignoring (labels).
LabelKey matchingKey(const Evaluation& evaluation, const VectorMatching& matching);

}  // namespace baro::promql
