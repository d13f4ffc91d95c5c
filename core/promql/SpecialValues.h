// What IEEE 754 has beside numbers.
#pragma once

#include <limits>

namespace baro::promql {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

}  // namespace baro::promql
