// Whether two expressions say the same.
#pragma once

#include "core/promql/Ast.h"

namespace baro::promql {

// Node by node. Where a node stands in its text does not count; NaN is the same as NaN, and 0 is not -0.
bool sameTree(const Expression& one, const Expression& other);

// The same, but for how long the ranges of selectors and subqueries are: rate(x[1m]) and rate(x[5m]).
bool sameButForRanges(const Expression& one, const Expression& other);

}  // namespace baro::promql
