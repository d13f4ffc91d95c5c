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

std::optional<double> averageOf(const SummaryWindow& window);
std::optional<double> countOf(const SummaryWindow& window);
std::optional<double> lastOf(const SummaryWindow& window);
std::optional<double> greatestOf(const SummaryWindow& window);
std::optional<double> leastOf(const SummaryWindow& window);
std::optional<double> presenceOf(const SummaryWindow& window);
std::optional<double> sumOf(const SummaryWindow& window);
std::optional<double> timeOfLastOf(const SummaryWindow& window);

}  // namespace baro::promql
