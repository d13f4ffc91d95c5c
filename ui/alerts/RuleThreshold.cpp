#include "ui/alerts/RuleThreshold.h"

#include "core/rules/RuleComparison.h"
#include "ui/explore/UnitGuess.h"

namespace baro::ui {
namespace {

std::string textAt(const std::string& text, const promql::Expression& part) {
    return text.substr(part.at.from, part.at.to - part.at.from);
}

}  // namespace

std::optional<RuleThreshold> thresholdOf(const alerts::RuleDefinition& definition) {
    const auto comparison = alerts::comparisonOf(*definition.parsed);
    if (!comparison || !comparison->hasOneLimit()) return std::nullopt;
    return RuleThreshold{textAt(definition.expression, *comparison->series),
                         textAt(definition.expression, *comparison->limit)};
}

Unit valueUnit(const alerts::RuleDefinition& definition) {
    const auto comparison = alerts::comparisonOf(*definition.parsed);
    return unitGuess(comparison ? *comparison->series : *definition.parsed);
}

}  // namespace baro::ui
