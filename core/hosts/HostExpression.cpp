#include "core/hosts/HostExpression.h"

#include <algorithm>

#include "core/hosts/StandIns.h"
#include "core/promql/Parser.h"
#include "core/promql/SelectorRewrite.h"

namespace baro {
namespace {

using promql::Expression;
using promql::ExpressionPtr;
using promql::VectorSelector;

std::string filledIn(std::string text, std::string_view rateRange) {
    constexpr std::string_view variable = "$interval";
    for (auto at = text.find(variable); at != std::string::npos; at = text.find(variable, at))
        text.replace(at, variable.size(), rateRange);
    return text;
}

// In parentheses, for what stands around it may bind more tightly. Null: the range is none.
ExpressionPtr standIn(const VectorSelector& selector, std::string_view rateRange) {
    const auto text = hosts::standInFor(selector);
    if (!text) return nullptr;
    const promql::Parsed parsed = promql::parse("(" + filledIn(*text, rateRange) + ")");
    if (!parsed.ok()) return nullptr;
    return promql::shifted(parsed.expression(), selector.offsetMilliseconds, selector.at);
}

// A server's own default step may be longer than the ranges that are asked: a minute as a rule.
ExpressionPtr withStandIns(const ExpressionPtr& expression, std::string_view rateRange,
                           std::int64_t scrapeInterval) {
    return promql::withSelectors(
        expression,
        [rateRange](const VectorSelector& selector) {
            if (ExpressionPtr instead = standIn(selector, rateRange)) return instead;
            return std::make_shared<const Expression>(
                Expression{promql::TextRange{}, promql::ValueType::Vector, selector});
        },
        scrapeInterval);
}

// Of the range of a rate there.
std::int64_t scrapeIntervalOf(const promql::Expression& range) {
    const auto* const selector = std::get_if<promql::MatrixSelector>(&range.node);
    return selector == nullptr ? 0 : std::max<std::int64_t>(1000, selector->rangeMilliseconds / 4);
}

Error notParsed(const promql::ParseError& error, std::string_view text) {
    return malformed(toString(error, text));
}

}  // namespace

Result<std::string> expressionFor(std::string_view expression, const HostTarget& target,
                                  std::string_view rateRange) {
    const promql::Parsed parsed = promql::parse(expression);
    if (!parsed.ok()) return notParsed(parsed.error(), expression);
    const std::string ranged = "x[" + std::string(rateRange) + "]";
    const promql::Parsed range = promql::parse(ranged);
    if (!range.ok()) return notParsed(range.error(), ranged);
    ExpressionPtr asked = parsed.expression();
    if (!target.hasBarograph) asked = withStandIns(asked, rateRange, scrapeIntervalOf(*range.expression()));
    return toString(*promql::withMatchers(asked, matchersOf(target)));
}

}  // namespace baro
