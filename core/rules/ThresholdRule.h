// A rule that compares a series with a number: what people make without PromQL. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/rules/RuleFile.h"

namespace baro::alerts {

enum class Comparison { Above, AtLeast, Below, AtMost, Equal, NotEqual };
inline constexpr std::array allComparisons{Comparison::Above,  Comparison::AtLeast, Comparison::Below,
                                           Comparison::AtMost, Comparison::Equal,   Comparison::NotEqual};
std::string_view signOf(Comparison comparison);  // ">", as PromQL has it

struct ThresholdRule {
    std::string name;
    std::string series;  // PromQL
    Comparison comparison = Comparison::Above;
    double threshold = 0;  // in the unit of the series
    std::int64_t forMilliseconds = 0;
    std::int64_t keepFiringForMilliseconds = 0;
    // By name; values may be templates. "severity" and "summary" are what Barograph shows.
    TextPairs labels;
    TextPairs annotations;
    bool operator==(const ThresholdRule&) const = default;
};

// Empty when there is none of the name.
std::string_view textNamed(const TextPairs& texts, std::string_view name);
// An empty text takes it away.
void setText(TextPairs& texts, std::string_view name, std::string_view text);

// Whether the alert is active at this value; never at one that is unknown.
bool holds(const ThresholdRule& rule, double value);

// Without blanks, comments and parentheses around it.
std::string plainSeries(const std::string& series);

// Fails with a sentence for any other expression than "series > number".
Result<ThresholdRule> thresholdRuleOf(const RuleDefinition& definition);

// As a rule file has it, so that thresholdRuleOf() gives the same, with the series plain. Fails with a
// sentence when Prometheus would not take it.
Result<RuleDefinition> definitionOf(const ThresholdRule& rule);

}  // namespace baro::alerts
