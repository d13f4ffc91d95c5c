// Functions of single values: abs, clamp, hour, ...
#pragma once

#include "core/promql/ElementFunctions.h"
#include "core/promql/Planner.h"

namespace baro::promql {

OperatorPtr planElementCall(Planner& planner, ElementFunction function, const Call& call, const Steps& steps);

}  // namespace baro::promql
