#include "core/rules/RuleComparison.h"

#include <algorithm>
#include <array>

namespace baro::alerts {
namespace {

using promql::BinaryOperator;
using promql::ValueType;

struct Sign {
    BinaryOperator op;
    std::string_view text;
    std::string_view turned;  // with the sides exchanged
};

constexpr std::array<Sign, 6> signs{{{BinaryOperator::Equal, "==", "=="},
                                     {BinaryOperator::NotEqual, "!=", "!="},
                                     {BinaryOperator::Less, "<", ">"},
                                     {BinaryOperator::LessOrEqual, "<=", ">="},
                                     {BinaryOperator::Greater, ">", "<"},
                                     {BinaryOperator::GreaterOrEqual, ">=", "<="}}};

}  // namespace

std::optional<RuleComparison> comparisonOf(const promql::Expression& expression) {
    if (const auto* const inner = std::get_if<promql::Parenthesised>(&expression.node))
        return comparisonOf(*inner->inner);
    const auto* const binary = std::get_if<promql::Binary>(&expression.node);
    if (binary == nullptr || binary->returnsBool) return std::nullopt;
    if (binary->op == BinaryOperator::And || binary->op == BinaryOperator::Unless)
        return comparisonOf(*binary->left);
    const auto sign = std::ranges::find(signs, binary->op, &Sign::op);
    if (sign == signs.end()) return std::nullopt;
    if (binary->left->type == ValueType::Scalar)
        return RuleComparison{binary->right.get(), binary->left.get(), sign->turned};
    return RuleComparison{binary->left.get(), binary->right.get(), sign->text};
}

}  // namespace baro::alerts
