// What a rule's expression compares with what. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "core/promql/Ast.h"

namespace baro::alerts {

// Parts of the expression, and no longer there than it is.
struct RuleComparison {
    const promql::Expression* series = nullptr;  // that is looked at
    const promql::Expression* limit = nullptr;   // a scalar, or other series
    std::string_view sign;                       // between the two: ">", "<=", "==", ...

    bool hasOneLimit() const { return limit->type == promql::ValueType::Scalar; }
};

// The first comparison that has to hold: "(x > 5) and y" and "5 < x" compare x with 5. Nothing: the
// expression is made otherwise, and only tells whether it holds.
std::optional<RuleComparison> comparisonOf(const promql::Expression& expression);

}  // namespace baro::alerts
