#include "core/promql/SameTree.h"

#include <algorithm>
#include <cmath>

namespace baro::promql {
namespace {

bool same(double one, double other) {
    if (std::isnan(one) || std::isnan(other)) return std::isnan(one) && std::isnan(other);
    return one == other && std::signbit(one) == std::signbit(other);
}

bool same(const ExpressionPtr& one, const ExpressionPtr& other) {
    if (!one || !other) return !one && !other;
    return sameTree(*one, *other);
}

bool same(const std::optional<AtModifier>& one, const std::optional<AtModifier>& other) {
    if (!one || !other) return !one && !other;
    return one->kind == other->kind && one->timeMilliseconds == other->timeMilliseconds;
}

bool same(const std::optional<VectorMatching>& one, const std::optional<VectorMatching>& other) {
    if (!one || !other) return !one && !other;
    return one->cardinality == other->cardinality && one->on == other->on && one->labels == other->labels &&
           one->include == other->include;
}

bool same(const NumberLiteral& one, const NumberLiteral& other) {
    return one.isDuration == other.isDuration && same(one.value, other.value);
}
bool same(const StringLiteral& one, const StringLiteral& other) {
    return one.value == other.value;
}
bool same(const VectorSelector& one, const VectorSelector& other) {
    return one.metric == other.metric && one.matchers == other.matchers &&
           one.offsetMilliseconds == other.offsetMilliseconds && same(one.at, other.at);
}
bool same(const MatrixSelector& one, const MatrixSelector& other) {
    return one.rangeMilliseconds == other.rangeMilliseconds && same(one.selector, other.selector);
}
bool same(const Subquery& one, const Subquery& other) {
    return one.rangeMilliseconds == other.rangeMilliseconds &&
           one.stepMilliseconds == other.stepMilliseconds &&
           one.offsetMilliseconds == other.offsetMilliseconds && same(one.at, other.at) &&
           same(one.inner, other.inner);
}
bool same(const Parenthesised& one, const Parenthesised& other) {
    return same(one.inner, other.inner);
}
bool same(const Unary& one, const Unary& other) {
    return one.negates == other.negates && same(one.operand, other.operand);
}
bool same(const Binary& one, const Binary& other) {
    return one.op == other.op && one.returnsBool == other.returnsBool && same(one.matching, other.matching) &&
           same(one.left, other.left) && same(one.right, other.right);
}
bool same(const Aggregation& one, const Aggregation& other) {
    return one.op == other.op && one.without == other.without && one.labels == other.labels &&
           same(one.parameter, other.parameter) && same(one.operand, other.operand);
}
bool same(const Call& one, const Call& other) {
    return one.function == other.function &&
           std::ranges::equal(one.arguments, other.arguments,
                              [](const auto& left, const auto& right) { return same(left, right); });
}

}  // namespace

bool sameTree(const Expression& one, const Expression& other) {
    if (one.type != other.type || one.node.index() != other.node.index()) return false;
    return std::visit(
        [&other](const auto& node) { return same(node, std::get<std::decay_t<decltype(node)>>(other.node)); },
        one.node);
}

}  // namespace baro::promql
