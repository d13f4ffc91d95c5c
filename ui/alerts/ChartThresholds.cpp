#include "ui/alerts/ChartThresholds.h"

#include <optional>

#include "core/promql/Parser.h"
#include "core/promql/SameTree.h"
#include "core/rules/RuleComparison.h"
#include "ui/MachineText.h"

namespace baro::ui {
namespace {

// What is not written as a number may be another one at every moment.
std::optional<double> numberOf(const promql::Expression& expression) {
    if (const auto* const number = std::get_if<promql::NumberLiteral>(&expression.node)) return number->value;
    if (const auto* const inner = std::get_if<promql::Parenthesised>(&expression.node))
        return numberOf(*inner->inner);
    const auto* const sign = std::get_if<promql::Unary>(&expression.node);
    if (sign == nullptr) return std::nullopt;
    const auto number = numberOf(*sign->operand);
    return number && sign->negates ? std::optional(-*number) : number;
}

const promql::Expression& withoutParentheses(const promql::Expression& expression) {
    const auto* const inner = std::get_if<promql::Parenthesised>(&expression.node);
    return inner == nullptr ? expression : withoutParentheses(*inner->inner);
}

bool isCritical(const alerts::RuleDefinition& rule) {
    for (const auto& [name, value] : rule.labels)
        if (name == "severity") return value == "critical";
    return false;
}

promql::ExpressionPtr askedBy(const ChartLine& line, const ExpressionVariables& variables) {
    const promql::Parsed parsed = promql::parse(withVariables(line.expression, variables));
    return parsed.ok() ? parsed.expression() : nullptr;
}

}  // namespace

std::vector<ChartThreshold> thresholdsOf(const ChartSpec& spec, const ExpressionVariables& variables,
                                         const alerts::AlertStanding& standing) {
    ExpressionVariables known = spec.variables;
    for (const auto& [name, value] : variables)
        known.try_emplace(name, value);
    known.try_emplace(std::string(intervalVariable), "1m");
    std::vector<ChartThreshold> thresholds;
    for (std::size_t line = 0; line < spec.lines.size(); ++line) {
        const auto asked = askedBy(spec.lines[line], known);
        if (asked == nullptr) continue;
        for (const alerts::GroupStanding& group : standing.groups)
            for (const auto& [rule, report, state, firing] : group.rules) {
                if (rule.kind != alerts::RuleDefinition::Kind::Alerting) continue;
                const auto comparison = alerts::comparisonOf(*rule.parsed);
                const auto limit = comparison ? numberOf(*comparison->limit) : std::nullopt;
                if (!limit || !promql::sameButForRanges(withoutParentheses(*comparison->series),
                                                        withoutParentheses(*asked)))
                    continue;
                thresholds.push_back(
                    {line, *limit, machineText(rule.name), isCritical(rule) ? Role::Danger : Role::Warning});
            }
    }
    return thresholds;
}

std::vector<ChartLimit> limitsOf(const ChartSpec& spec, const std::vector<ChartThreshold>& thresholds,
                                 const ValueAxis& axis, double height) {
    std::vector<ChartLimit> limits;
    for (const ChartThreshold& one : thresholds) {
        const double value = spec.lines[one.line].isDown ? -one.limit : one.limit;
        if (value < axis.minimum || value > axis.maximum) continue;
        const double share = (axis.maximum - value) / (axis.maximum - axis.minimum);
        limits.push_back({share * height, one.alert, one.role});
    }
    return limits;
}

}  // namespace baro::ui
