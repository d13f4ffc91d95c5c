// What functions of single values compute: mathematics, trigonometry, and the parts of a date.
#pragma once

#include <span>
#include <string_view>

namespace baro::promql {

// The parameters are the function's scalar arguments at this step, in their order; those left out are not
// there. The result may be the staleness marker: no value at this step.
using ElementFunction = double (*)(double value, std::span<const double> parameters);

// Null when there is none. Of a function of dates the value is the seconds since 1970-01-01 UTC; without
// an argument, hour() is hour(vector(time())).
const ElementFunction* findElementFunction(std::string_view name);

}  // namespace baro::promql
