// One rule as the lines of a rule file. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/Result.h"
#include "core/rules/RuleFile.h"

namespace baro::alerts {

// Lines that each end, for a list whose dashes stand so many columns from the left.
std::string ruleText(const RuleDefinition& rule, std::size_t column);

// Whether both say the same, wherever they stand.
bool isSameText(const RuleDefinition& a, const RuleDefinition& b);

// The rule as it is read from a file, parsed. Fails with what Prometheus would refuse, and when the file
// would say something else.
Result<RuleDefinition> checkedDefinition(const RuleDefinition& rule);

}  // namespace baro::alerts
