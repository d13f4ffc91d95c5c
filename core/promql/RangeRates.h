// How fast the samples of a window change: RangeFunctions for RangeFunctions.cpp.
#pragma once

#include <optional>
#include <span>

#include "core/promql/RangeFunctions.h"

namespace baro::promql {

std::optional<double> rate(const Window& window, std::span<const double>);
std::optional<double> increase(const Window& window, std::span<const double>);
std::optional<double> delta(const Window& window, std::span<const double>);
std::optional<double> irate(const Window& window, std::span<const double>);
std::optional<double> idelta(const Window& window, std::span<const double>);
std::optional<double> changes(const Window& window, std::span<const double>);
std::optional<double> resets(const Window& window, std::span<const double>);

std::optional<double> rateOf(const SummaryWindow& window);
std::optional<double> increaseOf(const SummaryWindow& window);
std::optional<double> deltaOf(const SummaryWindow& window);

}  // namespace baro::promql
