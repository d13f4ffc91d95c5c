#include "ui/alerts/RuleThreshold.h"

#include "ui/explore/UnitGuess.h"

namespace baro::ui {
namespace {

bool isComparison(promql::BinaryOperator op) {
    using enum promql::BinaryOperator;
    return op == Equal || op == NotEqual || op == Less || op == LessOrEqual || op == Greater ||
           op == GreaterOrEqual;
}

// Null: it is none with a number at its right.
const promql::Binary* comparisonOf(const alerts::RuleDefinition& definition) {
    const auto* comparison = std::get_if<promql::Binary>(&definition.parsed->node);
    if (comparison == nullptr || !isComparison(comparison->op) || comparison->returnsBool) return nullptr;
    return comparison->right->type == promql::ValueType::Scalar ? comparison : nullptr;
}

std::string textAt(const std::string& text, const promql::Expression& part) {
    return text.substr(part.at.from, part.at.to - part.at.from);
}

}  // namespace

std::optional<RuleThreshold> thresholdOf(const alerts::RuleDefinition& definition) {
    const promql::Binary* const comparison = comparisonOf(definition);
    if (comparison == nullptr) return std::nullopt;
    return RuleThreshold{textAt(definition.expression, *comparison->left),
                         textAt(definition.expression, *comparison->right)};
}

Unit valueUnit(const alerts::RuleDefinition& definition) {
    const promql::Binary* const comparison = comparisonOf(definition);
    return unitGuess(comparison != nullptr ? *comparison->left : *definition.parsed);
}

}  // namespace baro::ui
