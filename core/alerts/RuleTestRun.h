// Runs the unit tests of rules as promtool does (prometheus/prometheus: cmd/promtool/unittest.go): from the
// time 0 on every group is evaluated at each evaluation interval, over the input up to then.
#pragma once

#include <string>
#include <vector>

#include "core/alerts/RuleTestFile.h"
#include "core/rules/RuleFile.h"

namespace baro::alerts {

// Whose expressions they are: in Prometheus 2 ranges and the lookback took in the sample that is exactly as
// old as they are long, in Prometheus 3, and wherever Barograph evaluates, they leave it out.
enum class PrometheusVersion { Two, Three };

// What was not as expected, several lines each and in promtool's words; empty: the test has passed.
std::vector<std::string> failuresOf(const RuleTest& test, const RuleTestFile& file,
                                    const std::vector<RuleFile>& rules,
                                    PrometheusVersion version = PrometheusVersion::Two);

}  // namespace baro::alerts
