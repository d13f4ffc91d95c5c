#include "core/promql/RangeTrends.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/promql/CompensatedSum.h"
#include "core/promql/NumberText.h"
#include "core/promql/SpecialValues.h"

namespace baro::promql {
namespace {

using Parameters = std::span<const double>;
using Samples = std::span<const Sample>;

struct Line {
    double slope = 0;  // a second
    double intercept = 0;
};

bool isConstant(Samples samples) {
    return std::ranges::all_of(samples,
                               [first = samples.front().value](const Sample& s) { return s.value == first; });
}

// Of at least two samples, by least squares; x is the time since the given one, so that it stays small.
Line regression(Samples samples, std::int64_t origin) {
    if (isConstant(samples)) {
        const double value = samples.front().value;
        return std::isinf(value) ? Line{notANumber, notANumber} : Line{0, value};
    }
    CompensatedSum sumX;
    CompensatedSum sumY;
    CompensatedSum sumXY;
    CompensatedSum sumXX;
    for (const Sample& sample : samples) {
        const double x = static_cast<double>(sample.timeMilliseconds - origin) / 1000;
        sumX.add(x);
        sumY.add(sample.value);
        sumXY.add(x * sample.value);
        sumXX.add(x * x);
    }
    const auto n = static_cast<double>(samples.size());
    const auto total = [](const CompensatedSum& sum) { return sum.sum() + sum.compensation(); };
    const double covariance = total(sumXY) - total(sumX) * total(sumY) / n;
    const double varianceX = total(sumXX) - total(sumX) * total(sumX) / n;
    const double slope = covariance / varianceX;
    return {slope, total(sumY) / n - slope * total(sumX) / n};
}

// Go's %f.
std::string sixDecimals(double value) {
    return std::isfinite(value) ? fmt::format("{:f}", value) : fixedText(value);
}

}  // namespace

std::optional<double> deriv(const Window& window, Parameters) {
    if (window.samples.size() < 2) return std::nullopt;
    return regression(window.samples, window.samples.front().timeMilliseconds).slope;
}

std::optional<double> predictLinear(const Window& window, Parameters parameters) {
    if (window.samples.size() < 2) return std::nullopt;
    const Line line = regression(window.samples, window.at);
    return line.slope * parameters[0] + line.intercept;
}

// Holt's linear method: https://en.wikipedia.org/wiki/Exponential_smoothing#Double_exponential_smoothing
std::optional<double> doubleExponentialSmoothing(const Window& window, Parameters parameters) {
    const Samples samples = window.samples;
    if (samples.size() < 2) return std::nullopt;
    const double smoothing = parameters[0];
    const double trending = parameters[1];
    double before = 0;
    double smoothed = samples[0].value;
    double trend = samples[1].value - samples[0].value;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        if (i > 1) trend = trending * (smoothed - before) + (1 - trending) * trend;
        before = smoothed;
        smoothed = smoothing * samples[i].value + (1 - smoothing) * (smoothed + trend);
    }
    return smoothed;
}

std::optional<std::string> checkSmoothing(Parameters parameters) {
    const auto isFactor = [](double value) { return !(value <= 0 || value >= 1); };
    if (!isFactor(parameters[0]))
        return fmt::format("invalid smoothing factor. Expected: 0 < sf < 1, got: {}",
                           sixDecimals(parameters[0]));
    if (!isFactor(parameters[1]))
        return fmt::format("invalid trend factor. Expected: 0 < tf < 1, got: {}", sixDecimals(parameters[1]));
    return std::nullopt;
}

}  // namespace baro::promql
