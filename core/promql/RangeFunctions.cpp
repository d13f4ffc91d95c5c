#include "core/promql/RangeFunctions.h"

#include <algorithm>
#include <array>

#include "core/promql/RangeRates.h"
#include "core/promql/RangeStatistics.h"
#include "core/promql/RangeTrends.h"

namespace baro::promql {
namespace {

constexpr RangeFunctionEntry entry(std::string_view name, RangeFunction function) {
    RangeFunctionEntry result;
    result.name = name;
    result.function = function;
    return result;
}

constexpr RangeFunctionEntry ofCounter(std::string_view name, RangeFunction function) {
    RangeFunctionEntry result = entry(name, function);
    result.wantsCounter = true;
    return result;
}

constexpr RangeFunctionEntry keepingName(std::string_view name, RangeFunction function) {
    RangeFunctionEntry result = entry(name, function);
    result.keepsMetricName = true;
    return result;
}

constexpr RangeFunctionEntry ofQuantile(std::string_view name, RangeFunction function) {
    RangeFunctionEntry result = entry(name, function);
    result.wantsQuantile = true;
    return result;
}

constexpr RangeFunctionEntry checked(std::string_view name, RangeFunction function, ParameterCheck check) {
    RangeFunctionEntry result = entry(name, function);
    result.check = check;
    return result;
}

constexpr RangeFunctionEntry summed(RangeFunctionEntry result, SummaryFunction ofSummary,
                                    SummaryFields fields) {
    result.ofSummary = ofSummary;
    result.fields = fields;
    return result;
}

using enum SummaryField;

// Ascending by name. Prometheus wants a counter only of rate and increase, not of irate.
constexpr std::array rangeEntries{
    summed(entry("avg_over_time", averageOverTime), averageOf, Sum | Count),
    entry("changes", changes),
    summed(entry("count_over_time", countOverTime), countOf, Count),
    summed(entry("delta", delta), deltaOf, Count | First | Last),
    entry("deriv", deriv),
    checked("double_exponential_smoothing", doubleExponentialSmoothing, checkSmoothing),
    entry("idelta", idelta),
    summed(ofCounter("increase", increase), increaseOf, Count | First | Last | Lost),
    entry("irate", irate),
    summed(keepingName("last_over_time", lastOverTime), lastOf, Last),
    entry("mad_over_time", madOverTime),
    summed(entry("max_over_time", maxOverTime), greatestOf, Greatest),
    summed(entry("min_over_time", minOverTime), leastOf, Least),
    entry("predict_linear", predictLinear),
    summed(entry("present_over_time", presentOverTime), presenceOf, Count),
    ofQuantile("quantile_over_time", quantileOverTime),
    summed(ofCounter("rate", rate), rateOf, Count | First | Last | Lost),
    entry("resets", resets),
    entry("stddev_over_time", stddevOverTime),
    entry("stdvar_over_time", stdvarOverTime),
    summed(entry("sum_over_time", sumOverTime), sumOf, Sum),
    summed(entry("ts_of_last_over_time", timeOfLastOverTime), timeOfLastOf, Last),
    entry("ts_of_max_over_time", timeOfMaxOverTime),
    entry("ts_of_min_over_time", timeOfMinOverTime),
};

}  // namespace

const RangeFunctionEntry* findRangeFunction(std::string_view name) {
    const auto found = std::ranges::lower_bound(rangeEntries, name, {}, &RangeFunctionEntry::name);
    return found != rangeEntries.end() && found->name == name ? &*found : nullptr;
}

}  // namespace baro::promql
