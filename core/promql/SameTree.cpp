#include "core/promql/SameTree.h"

#include <algorithm>
#include <cmath>

namespace baro::promql {
namespace {

bool sameNumber(double one, double other) {
    if (std::isnan(one) || std::isnan(other)) return std::isnan(one) && std::isnan(other);
    return one == other && std::signbit(one) == std::signbit(other);
}

class TreeComparison {
  public:
    explicit TreeComparison(bool ranges) : ranges_(ranges) {}

    bool sameTree(const Expression& one, const Expression& other) const {
        if (one.type != other.type || one.node.index() != other.node.index()) return false;
        return std::visit(
            [&](const auto& node) { return same(node, std::get<std::decay_t<decltype(node)>>(other.node)); },
            one.node);
    }

  private:
    bool sameRange(std::int64_t one, std::int64_t other) const { return !ranges_ || one == other; }
    bool same(const ExpressionPtr& one, const ExpressionPtr& other) const {
        if (!one || !other) return !one && !other;
        return sameTree(*one, *other);
    }

    bool same(const std::optional<AtModifier>& one, const std::optional<AtModifier>& other) const {
        if (!one || !other) return !one && !other;
        return one->kind == other->kind && one->timeMilliseconds == other->timeMilliseconds;
    }

    bool same(const std::optional<VectorMatching>& one, const std::optional<VectorMatching>& other) const {
        if (!one || !other) return !one && !other;
        return one->cardinality == other->cardinality && one->on == other->on &&
               one->labels == other->labels && one->include == other->include;
    }

    bool same(const NumberLiteral& one, const NumberLiteral& other) const {
        return one.isDuration == other.isDuration && sameNumber(one.value, other.value);
    }
    bool same(const StringLiteral& one, const StringLiteral& other) const { return one.value == other.value; }
    bool same(const VectorSelector& one, const VectorSelector& other) const {
        return one.metric == other.metric && one.matchers == other.matchers &&
               one.offsetMilliseconds == other.offsetMilliseconds && same(one.at, other.at);
    }
    bool same(const MatrixSelector& one, const MatrixSelector& other) const {
        return sameRange(one.rangeMilliseconds, other.rangeMilliseconds) &&
               same(one.selector, other.selector);
    }
    bool same(const Subquery& one, const Subquery& other) const {
        return sameRange(one.rangeMilliseconds, other.rangeMilliseconds) &&
               one.stepMilliseconds == other.stepMilliseconds &&
               one.offsetMilliseconds == other.offsetMilliseconds && same(one.at, other.at) &&
               same(one.inner, other.inner);
    }
    bool same(const Parenthesised& one, const Parenthesised& other) const {
        return same(one.inner, other.inner);
    }
    bool same(const Unary& one, const Unary& other) const {
        return one.negates == other.negates && same(one.operand, other.operand);
    }
    bool same(const Binary& one, const Binary& other) const {
        return one.op == other.op && one.returnsBool == other.returnsBool &&
               same(one.matching, other.matching) && same(one.left, other.left) &&
               same(one.right, other.right);
    }
    bool same(const Aggregation& one, const Aggregation& other) const {
        return one.op == other.op && one.without == other.without && one.labels == other.labels &&
               same(one.parameter, other.parameter) && same(one.operand, other.operand);
    }
    bool same(const Call& one, const Call& other) const {
        return one.function == other.function &&
               std::ranges::equal(one.arguments, other.arguments,
                                  [this](const auto& left, const auto& right) { return same(left, right); });
    }

    bool ranges_;
};

}  // namespace

bool sameTree(const Expression& one, const Expression& other) {
    return TreeComparison(true).sameTree(one, other);
}

bool sameButForRanges(const Expression& one, const Expression& other) {
    return TreeComparison(false).sameTree(one, other);
}

}  // namespace baro::promql
