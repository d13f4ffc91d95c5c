// Where the samples of a window tend to: RangeFunctions for RangeFunctions.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/promql/RangeFunctions.h"

namespace baro::promql {

std::optional<double> deriv(const Window& window, std::span<const double>);
std::optional<double> predictLinear(const Window& window, std::span<const double> parameters);
std::optional<double> doubleExponentialSmoothing(const Window& window, std::span<const double> parameters);
std::optional<std::string> checkSmoothing(std::span<const double> parameters);

}  // namespace baro::promql
