#include "core/promql/Calls.h"

#include <algorithm>
#include <array>
#include <numbers>
#include <string>

#include "core/promql/ElementCalls.h"
#include "core/promql/Functions.h"
#include "core/promql/RangeCalls.h"
#include "core/promql/Scalars.h"

namespace baro::promql {
namespace {

OperatorPtr planPi(Planner&, const Call&, const Steps& steps) {
    return constantRow(std::numbers::pi, steps);
}

OperatorPtr planTime(Planner&, const Call&, const Steps& steps) {
    return stepTimes(steps);
}

// A scalar is one element without labels already.
OperatorPtr planVector(Planner& planner, const Call& call, const Steps& steps) {
    return planner.plan(*call.arguments.front(), steps);
}

struct CallEntry {
    std::string_view name;
    CallPlan plan;
};
constexpr std::array<CallEntry, 15> callPlans = {{
    {"absent", planAbsent},
    {"absent_over_time", planAbsentOverTime},
    {"histogram_fraction", planHistogramFraction},
    {"histogram_quantile", planHistogramQuantile},
    {"label_join", planLabelJoin},
    {"label_replace", planLabelReplace},
    {"pi", planPi},
    {"scalar", planScalar},
    {"sort", planSort},
    {"sort_by_label", planSortByLabel},
    {"sort_by_label_desc", planSortByLabel},
    {"sort_desc", planSort},
    {"time", planTime},
    {"timestamp", planTimestamp},
    {"vector", planVector},
}};

// Functions that are there by name only.
OperatorPtr refused(Planner& planner, std::string_view name, const Steps& steps) {
    const std::string_view reason = name.starts_with("histogram_")
                                        ? "() needs native histograms, which are not supported"
                                        : "() is experimental, and not supported";
    planner.evaluation().fail(std::string(name).append(reason));
    return constantRow(0, steps);
}

}  // namespace

OperatorPtr planCall(Planner& planner, const Call& call, const Steps& steps) {
    const std::string_view name = call.function->name;
    const auto found = std::ranges::find(callPlans, name, &CallEntry::name);
    if (found != callPlans.end()) return found->plan(planner, call, steps);
    if (const RangeFunctionEntry* entry = findRangeFunction(name))
        return planRangeCall(planner, *entry, call, steps);
    if (const ElementFunction* function = findElementFunction(name))
        return planElementCall(planner, *function, call, steps);
    return refused(planner, name, steps);
}

}  // namespace baro::promql
