#include "core/promql/Quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/promql/NumberText.h"

namespace baro::promql {
namespace {

// A total order also with NaN, which comes first.
bool isLess(double a, double b) {
    return a < b || (std::isnan(a) && !std::isnan(b));
}

}  // namespace

std::string invalidQuantileText(double quantile) {
    return "quantile value should be between 0 and 1, got " + shortText(quantile);
}

double quantileOf(double quantile, std::vector<double>& values) {
    if (values.empty() || std::isnan(quantile)) return std::numeric_limits<double>::quiet_NaN();
    if (quantile < 0) return -std::numeric_limits<double>::infinity();
    if (quantile > 1) return std::numeric_limits<double>::infinity();
    const double rank = quantile * static_cast<double>(values.size() - 1);
    const double weight = rank - std::floor(rank);
    const auto lower = values.begin() + static_cast<std::ptrdiff_t>(std::floor(rank));
    std::nth_element(values.begin(), lower, values.end(), isLess);
    // With one value, or at the last one, Prometheus weighs that value with itself.
    const auto upper = lower + 1 == values.end() ? lower : std::min_element(lower + 1, values.end(), isLess);
    return *lower * (1 - weight) + *upper * weight;
}

}  // namespace baro::promql
