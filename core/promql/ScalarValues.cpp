#include "core/promql/ScalarValues.h"

#include <limits>
#include <utility>

namespace baro::promql {

void ScalarValues::pull() {
    Row row;
    const OperatorPtr scalar = std::move(scalar_);
    if (scalar->next(row)) values_ = std::move(row.values);
    values_.resize(steps_, std::numeric_limits<double>::quiet_NaN());
}

}  // namespace baro::promql
