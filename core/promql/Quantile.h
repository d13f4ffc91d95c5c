// Quantiles of plain values.
#pragma once

#include <string>
#include <vector>

namespace baro::promql {

// Whether it is one: what is not, NaN too, still has a value, and gets a warning.
inline bool isQuantile(double quantile) {
    return quantile >= 0 && quantile <= 1;
}

// The warning, in Prometheus's words.
std::string invalidQuantileText(double quantile);

// Between two values it is interpolated; below 0 it is -Inf, above 1 +Inf, of no values NaN. A NaN among the
// values counts as the least of them. Changes the order of the values.
double quantileOf(double quantile, std::vector<double>& values);

}  // namespace baro::promql
