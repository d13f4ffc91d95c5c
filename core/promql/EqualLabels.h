// What happens to rows whose labels are equal once the names of their metrics are dropped.
#pragma once

#include "core/promql/Evaluation.h"

namespace baro::promql {

// Those without a step in common become one, others fail the query.
OperatorPtr mergedRows(Evaluation& evaluation, OperatorPtr rows);
// Any two of them fail the query.
OperatorPtr uniqueRows(Evaluation& evaluation, OperatorPtr rows);

}  // namespace baro::promql
