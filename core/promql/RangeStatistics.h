// Statistics of the samples of a window: RangeFunctions for RangeFunctions.cpp.
#pragma once

#include <optional>
#include <span>

#include "core/promql/RangeFunctions.h"

namespace baro::promql {

std::optional<double> averageOverTime(const Window& window, std::span<const double>);
std::optional<double> countOverTime(const Window& window, std::span<const double>);
std::optional<double> lastOverTime(const Window& window, std::span<const double>);
std::optional<double> madOverTime(const Window& window, std::span<const double>);
std::optional<double> maxOverTime(const Window& window, std::span<const double>);
std::optional<double> minOverTime(const Window& window, std::span<const double>);
std::optional<double> presentOverTime(const Window& window, std::span<const double>);
std::optional<double> quantileOverTime(const Window& window, std::span<const double> parameters);
std::optional<double> stddevOverTime(const Window& window, std::span<const double>);
std::optional<double> stdvarOverTime(const Window& window, std::span<const double>);
std::optional<double> sumOverTime(const Window& window, std::span<const double>);
std::optional<double> timeOfLastOverTime(const Window& window, std::span<const double>);
std::optional<double> timeOfMaxOverTime(const Window& window, std::span<const double>);
std::optional<double> timeOfMinOverTime(const Window& window, std::span<const double>);

}  // namespace baro::promql
