#include "core/promql/RangeStatistics.h"

#include <cmath>
#include <functional>
#include <vector>

#include "core/promql/CompensatedSum.h"
#include "core/promql/Quantile.h"

namespace baro::promql {
namespace {

using Parameters = std::span<const double>;

std::vector<double> valuesOf(const Window& window) {
    std::vector<double> values;
    values.reserve(window.samples.size());
    for (const Sample& sample : window.samples)
        values.push_back(sample.value);
    return values;
}

// The sample that no other one beats. A NaN is beaten by everything.
template <class Beats>
const Sample& bestOf(const Window& window, Beats beats) {
    const Sample* best = &window.samples.front();
    for (const Sample& sample : window.samples)
        if (beats(sample.value, best->value) || std::isnan(best->value)) best = &sample;
    return *best;
}

double secondsOf(const Sample& sample) {
    return static_cast<double>(sample.timeMilliseconds) / 1000;
}

// Welford's method.
double variance(const Window& window) {
    CompensatedSum mean;
    CompensatedSum squares;
    double count = 0;
    for (const Sample& sample : window.samples) {
        ++count;
        const double distance = sample.value - (mean.sum() + mean.compensation());
        mean.add(distance / count);
        squares.add(distance * (sample.value - (mean.sum() + mean.compensation())));
    }
    return (squares.sum() + squares.compensation()) / count;
}

}  // namespace

std::optional<double> averageOverTime(const Window& window, Parameters) {
    CompensatedMean mean;
    for (const Sample& sample : window.samples)
        mean.add(sample.value);
    return mean.value();
}

std::optional<double> countOverTime(const Window& window, Parameters) {
    return static_cast<double>(window.samples.size());
}

std::optional<double> lastOverTime(const Window& window, Parameters) {
    return window.samples.back().value;
}

std::optional<double> madOverTime(const Window& window, Parameters) {
    std::vector<double> values = valuesOf(window);
    const double median = quantileOf(0.5, values);
    for (double& value : values)
        value = std::abs(value - median);
    return quantileOf(0.5, values);
}

std::optional<double> maxOverTime(const Window& window, Parameters) {
    return bestOf(window, std::greater<>()).value;
}

std::optional<double> minOverTime(const Window& window, Parameters) {
    return bestOf(window, std::less<>()).value;
}

std::optional<double> presentOverTime(const Window&, Parameters) {
    return 1;
}

std::optional<double> quantileOverTime(const Window& window, Parameters parameters) {
    std::vector<double> values = valuesOf(window);
    return quantileOf(parameters[0], values);
}

std::optional<double> stddevOverTime(const Window& window, Parameters) {
    return std::sqrt(variance(window));
}

std::optional<double> stdvarOverTime(const Window& window, Parameters) {
    return variance(window);
}

std::optional<double> sumOverTime(const Window& window, Parameters) {
    CompensatedSum sum;
    for (const Sample& sample : window.samples)
        sum.add(sample.value);
    return sum.value();
}

std::optional<double> timeOfLastOverTime(const Window& window, Parameters) {
    return secondsOf(window.samples.back());
}

// Of equal ones the newest.
std::optional<double> timeOfMaxOverTime(const Window& window, Parameters) {
    return secondsOf(bestOf(window, std::greater_equal<>()));
}

std::optional<double> timeOfMinOverTime(const Window& window, Parameters) {
    return secondsOf(bestOf(window, std::less_equal<>()));
}

std::optional<double> averageOf(const SummaryWindow& window) {
    return window.summary.sum / window.summary.count;
}

std::optional<double> countOf(const SummaryWindow& window) {
    return window.summary.count;
}

std::optional<double> lastOf(const SummaryWindow& window) {
    return window.summary.last.value;
}

std::optional<double> greatestOf(const SummaryWindow& window) {
    return window.summary.greatest;
}

std::optional<double> leastOf(const SummaryWindow& window) {
    return window.summary.least;
}

std::optional<double> presenceOf(const SummaryWindow&) {
    return 1;
}

std::optional<double> sumOf(const SummaryWindow& window) {
    return window.summary.sum;
}

std::optional<double> timeOfLastOf(const SummaryWindow& window) {
    return secondsOf(window.summary.last);
}

}  // namespace baro::promql
