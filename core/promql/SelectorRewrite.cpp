#include "core/promql/SelectorRewrite.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/promql/MatcherText.h"
#include "core/series/Labels.h"

namespace baro::promql {
namespace {

using Node = decltype(Expression::node);

// A copy of a tree with its selectors changed. Subtrees without selectors are copied all the same: they are
// small.
class TreeCopy {
  public:
    virtual ~TreeCopy() = default;

    ExpressionPtr copy(const ExpressionPtr& expression) const {
        if (expression == nullptr) return nullptr;
        if (const auto* selector = std::get_if<VectorSelector>(&expression->node)) return instant(*selector);
        Expression changed = *expression;
        if (const auto* range = std::get_if<MatrixSelector>(&expression->node))
            changed.node = ranged(*range);
        else
            std::visit([this](auto& node) { below(node); }, changed.node);
        return std::make_shared<const Expression>(std::move(changed));
    }

  protected:
    virtual ExpressionPtr instant(const VectorSelector& selector) const = 0;
    virtual Node ranged(const MatrixSelector& range) const = 0;
    virtual void below(Subquery& node) const { replace(node.inner); }

    void replace(ExpressionPtr& expression) const { expression = copy(expression); }

  private:
    void below(Parenthesised& node) const { replace(node.inner); }
    void below(Unary& node) const { replace(node.operand); }
    void below(Binary& node) const {
        replace(node.left);
        replace(node.right);
    }
    void below(Aggregation& node) const {
        replace(node.operand);
        replace(node.parameter);
    }
    void below(Call& node) const {
        for (ExpressionPtr& argument : node.arguments)
            replace(argument);
    }
    void below(NumberLiteral&) const {}
    void below(StringLiteral&) const {}
    void below(VectorSelector&) const {}
    void below(MatrixSelector&) const {}
};

ExpressionPtr asExpression(VectorSelector selector) {
    return std::make_shared<const Expression>(
        Expression{TextRange{}, ValueType::Vector, std::move(selector)});
}

class Rewriting final : public TreeCopy {
  public:
    Rewriting(const SelectorRewrite& rewrite, std::int64_t step) : rewrite_(rewrite), step_(step) {}

  private:
    ExpressionPtr instant(const VectorSelector& selector) const override { return rewrite_(selector); }

    Node ranged(const MatrixSelector& range) const override {
        VectorSelector plain = range.selector;
        const std::int64_t offset = std::exchange(plain.offsetMilliseconds, 0);
        const std::optional<AtModifier> at = std::exchange(plain.at, std::nullopt);
        const ExpressionPtr inner = rewrite_(plain);
        const auto* const selector = std::get_if<VectorSelector>(&inner->node);
        if (selector == nullptr) return Subquery{inner, range.rangeMilliseconds, step_, offset, at};
        MatrixSelector result{*selector, range.rangeMilliseconds};
        result.selector.offsetMilliseconds = offset;
        result.selector.at = at;
        return result;
    }

    const SelectorRewrite& rewrite_;
    const std::int64_t step_;
};

class Shifting final : public TreeCopy {
  public:
    Shifting(std::int64_t offset, const std::optional<AtModifier>& at) : offset_(offset), at_(at) {}

  private:
    // What has a fixed time already does not move with the question's.
    template <class Timed>
    void shift(Timed& node) const {
        if (node.at) return;
        node.offsetMilliseconds += offset_;
        node.at = at_;
    }

    ExpressionPtr instant(const VectorSelector& selector) const override {
        VectorSelector moved = selector;
        shift(moved);
        return asExpression(std::move(moved));
    }
    Node ranged(const MatrixSelector& range) const override {
        MatrixSelector moved = range;
        shift(moved.selector);
        return moved;
    }
    void below(Subquery& node) const override { shift(node); }

    std::int64_t offset_;
    std::optional<AtModifier> at_;
};

}  // namespace

ExpressionPtr withSelectors(const ExpressionPtr& expression, const SelectorRewrite& rewrite,
                            std::int64_t subqueryStepMilliseconds) {
    return Rewriting(rewrite, subqueryStepMilliseconds).copy(expression);
}

VectorSelector withMatchers(VectorSelector selector, const std::vector<LabelMatcher>& matchers) {
    std::vector<LabelMatcher>& own = selector.matchers;
    // That of a name before the braces stands last (ParserSelectors.cpp).
    std::vector<LabelMatcher> ofName;
    if (!selector.metric.empty() && !own.empty()) {
        ofName.push_back(std::move(own.back()));
        own.pop_back();
    }
    for (const LabelMatcher& matcher : matchers)
        if (std::ranges::find(own, matcher) == own.end()) own.push_back(matcher);
    sortAsPrinted(own);
    std::ranges::move(ofName, std::back_inserter(own));
    return selector;
}

ExpressionPtr withMatchers(const ExpressionPtr& expression, const std::vector<LabelMatcher>& matchers) {
    return withSelectors(expression, [&matchers](const VectorSelector& selector) {
        return asExpression(withMatchers(selector, matchers));
    });
}

ExpressionPtr shifted(const ExpressionPtr& expression, std::int64_t offsetMilliseconds,
                      const std::optional<AtModifier>& at) {
    return Shifting(offsetMilliseconds, at).copy(expression);
}

}  // namespace baro::promql
