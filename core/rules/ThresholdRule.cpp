#include "core/rules/ThresholdRule.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/promql/NumberText.h"
#include "core/promql/Parser.h"
#include "core/rules/RuleText.h"
#include "core/series/Sample.h"

namespace baro::alerts {
namespace {

using promql::BinaryOperator;

std::optional<Comparison> comparisonBy(BinaryOperator op) {
    switch (op) {
        case BinaryOperator::Greater:
            return Comparison::Above;
        case BinaryOperator::GreaterOrEqual:
            return Comparison::AtLeast;
        case BinaryOperator::Less:
            return Comparison::Below;
        case BinaryOperator::LessOrEqual:
            return Comparison::AtMost;
        case BinaryOperator::Equal:
            return Comparison::Equal;
        case BinaryOperator::NotEqual:
            return Comparison::NotEqual;
        default:
            return std::nullopt;
    }
}

const promql::Expression& insideParentheses(const promql::Expression& expression) {
    const auto* const inner = std::get_if<promql::Parenthesised>(&expression.node);
    return inner != nullptr ? insideParentheses(*inner->inner) : expression;
}

// Nothing when it is calculated.
std::optional<double> writtenNumber(const promql::Expression& expression) {
    const promql::Expression& plain = insideParentheses(expression);
    if (const auto* const number = std::get_if<promql::NumberLiteral>(&plain.node)) return number->value;
    const auto* const sign = std::get_if<promql::Unary>(&plain.node);
    if (sign == nullptr) return std::nullopt;
    const auto number = writtenNumber(*sign->operand);
    return number && sign->negates ? std::optional(-*number) : number;
}

std::string partText(const std::string& text, const promql::Expression& part) {
    return text.substr(part.at.from, part.at.to - part.at.from);
}

std::string comparedWith(const std::string& series, const ThresholdRule& rule) {
    return series + ' ' + std::string(signOf(rule.comparison)) + ' ' + promql::jsonNumber(rule.threshold);
}

bool saysTheSame(const RuleDefinition& definition, const ThresholdRule& rule) {
    const auto again = thresholdRuleOf(definition);
    return again && *again == rule;
}

}  // namespace

std::string_view signOf(Comparison comparison) {
    switch (comparison) {
        case Comparison::Above:
            return ">";
        case Comparison::AtLeast:
            return ">=";
        case Comparison::Below:
            return "<";
        case Comparison::AtMost:
            return "<=";
        case Comparison::Equal:
            return "==";
        case Comparison::NotEqual:
            break;
    }
    return "!=";
}

std::string_view textNamed(const TextPairs& texts, std::string_view name) {
    const auto found = std::ranges::find(texts, name, &TextPairs::value_type::first);
    return found == texts.end() ? std::string_view() : found->second;
}

void setText(TextPairs& texts, std::string_view name, std::string_view text) {
    std::erase_if(texts, [name](const auto& pair) { return pair.first == name; });
    if (!text.empty()) texts.emplace_back(name, text);
    std::ranges::sort(texts);
}

bool holds(const ThresholdRule& rule, double value) {
    if (isStaleMarker(value)) return false;
    switch (rule.comparison) {
        case Comparison::Above:
            return value > rule.threshold;
        case Comparison::AtLeast:
            return value >= rule.threshold;
        case Comparison::Below:
            return value < rule.threshold;
        case Comparison::AtMost:
            return value <= rule.threshold;
        case Comparison::Equal:
            return value == rule.threshold;
        case Comparison::NotEqual:
            break;
    }
    return value != rule.threshold;
}

std::string plainSeries(const std::string& series) {
    const promql::Parsed parsed = promql::parse(series);
    return parsed.ok() ? partText(series, insideParentheses(*parsed.expression())) : series;
}

Result<ThresholdRule> thresholdRuleOf(const RuleDefinition& definition) {
    if (definition.kind != RuleDefinition::Kind::Alerting || definition.parsed == nullptr)
        return malformed("it records a series, and compares nothing");
    const auto* const comparison = std::get_if<promql::Binary>(&insideParentheses(*definition.parsed).node);
    const auto sign = comparison != nullptr ? comparisonBy(comparison->op) : std::nullopt;
    const auto number = sign && !comparison->returnsBool ? writtenNumber(*comparison->right) : std::nullopt;
    if (!number || std::isnan(*number) || comparison->left->type != promql::ValueType::Vector)
        return malformed("its expression is not a series compared with a number");
    return ThresholdRule{definition.name,
                         partText(definition.expression, insideParentheses(*comparison->left)),
                         *sign,
                         *number,
                         definition.forMilliseconds,
                         definition.keepFiringForMilliseconds,
                         definition.labels,
                         definition.annotations};
}

Result<RuleDefinition> definitionOf(const ThresholdRule& rule) {
    const promql::Parsed series = promql::parse(rule.series);
    if (!series.ok()) return malformed(promql::toString(series.error(), rule.series));
    if (series.expression()->type != promql::ValueType::Vector)
        return malformed("a rule compares a series; this expression gives something else");
    if (std::isnan(rule.threshold)) return malformed("the threshold is not a number");
    RuleDefinition definition;
    definition.name = rule.name;
    definition.forMilliseconds = rule.forMilliseconds;
    definition.keepFiringForMilliseconds = rule.keepFiringForMilliseconds;
    ThresholdRule plain = rule;
    plain.series = plainSeries(rule.series);
    std::ranges::sort(plain.labels);
    std::ranges::sort(plain.annotations);
    definition.labels = plain.labels;
    definition.annotations = plain.annotations;
    // "a or b > 1" compares b alone, so that the series needs parentheses.
    Error problem;
    for (const std::string& text : {plain.series, '(' + plain.series + ')'}) {
        definition.expression = comparedWith(text, rule);
        auto checked = checkedDefinition(definition);
        if (checked && saysTheSame(*checked, plain)) return checked;
        problem = checked ? malformed("the series cannot be compared with a number") : checked.error();
    }
    return problem;
}

}  // namespace baro::alerts
