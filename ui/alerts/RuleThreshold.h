// What a rule compares with what, where its expression says so.
#pragma once

#include <optional>
#include <string>

#include "core/metrics/Unit.h"
#include "core/rules/RuleFile.h"

namespace baro::ui {

struct RuleThreshold {
    std::string series;  // the expression that is compared
    std::string limit;   // and the one of the number
};

// "x > 0.8" and "x > 0.8 and y" are a line and a limit; nothing for other expressions, which only tell when
// they hold.
std::optional<RuleThreshold> thresholdOf(const alerts::RuleDefinition& definition);

// Probably that of an alert's value.
Unit valueUnit(const alerts::RuleDefinition& definition);

}  // namespace baro::ui
