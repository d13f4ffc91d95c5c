// The operators of functions.
#pragma once

#include "core/promql/Planner.h"

namespace baro::promql {

// The call's arguments are in call.arguments; call.function is not null.
using CallPlan = OperatorPtr (*)(Planner&, const Call& call, const Steps&);

// Of any function that gives a scalar or a vector.
OperatorPtr planCall(Planner& planner, const Call& call, const Steps& steps);

// Of single functions and families of them, each in a file of its own.
OperatorPtr planAbsent(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planAbsentOverTime(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planHistogramFraction(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planHistogramQuantile(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planInfo(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planLabelJoin(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planLabelReplace(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planScalar(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planSort(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planSortByLabel(Planner& planner, const Call& call, const Steps& steps);
OperatorPtr planTimestamp(Planner& planner, const Call& call, const Steps& steps);

}  // namespace baro::promql
