// Scalars: one row without labels that has a value at every step.
#pragma once

#include "core/promql/Planner.h"

namespace baro::promql {

OperatorPtr constantRow(double value, const Steps& steps);
// time(): each step's time in seconds.
OperatorPtr stepTimes(const Steps& steps);

const LabelsPtr& noLabels();

}  // namespace baro::promql
