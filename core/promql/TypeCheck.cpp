#include "core/promql/TypeCheck.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/promql/Functions.h"
#include "core/promql/Keywords.h"
#include "core/promql/Quoting.h"
#include "core/series/LabelMatchers.h"

namespace baro::promql {
namespace {

using Wrong = std::optional<ParseError>;

std::string_view documentedName(ValueType type) {
    switch (type) {
        case ValueType::Scalar:
            return "scalar";
        case ValueType::Vector:
            return "instant vector";
        case ValueType::Matrix:
            return "range vector";
        case ValueType::String:
            return "string";
    }
    return "none";
}

// As Prometheus's code calls it, which some messages show.
std::string_view codeName(ValueType type) {
    if (type == ValueType::Vector) return "vector";
    if (type == ValueType::Matrix) return "matrix";
    return documentedName(type);
}

ParseError wrong(TextRange at, std::string message) {
    return {at, std::move(message)};
}

bool isArithmeticType(ValueType type) {
    return type == ValueType::Scalar || type == ValueType::Vector;
}

class Check {
  public:
    Check(const Expression& expression, std::string_view text) : expression_(expression), text_(text) {}

    Wrong operator()(const NumberLiteral&) const { return {}; }
    Wrong operator()(const StringLiteral&) const { return {}; }
    Wrong operator()(const MatrixSelector& matrix) const { return (*this)(matrix.selector); }
    Wrong operator()(const Parenthesised& parenthesised) const { return inside(parenthesised.inner); }
    Wrong operator()(const VectorSelector& selector) const;
    Wrong operator()(const Subquery& subquery) const;
    Wrong operator()(const Unary& unary) const;
    Wrong operator()(const Binary& binary) const;
    Wrong operator()(const Aggregation& aggregation) const;
    Wrong operator()(const Call& call) const;

  private:
    Wrong inside(const ExpressionPtr& part) const { return checkTypes(*part, text_); }
    Wrong expects(const ExpressionPtr& part, ValueType wanted, std::string_view context) const;
    Wrong operatorAndModifiers(const Binary& binary) const;
    Wrong matching(const Binary& binary) const;
    Wrong argumentCount(const Call& call) const;
    Wrong infoSelector(const Expression& argument) const;
    TextRange signOf(const Binary& binary) const;

    const Expression& expression_;
    std::string_view text_;
};

Wrong Check::expects(const ExpressionPtr& part, ValueType wanted, std::string_view context) const {
    if (Wrong found = inside(part)) return found;
    if (part->type == wanted) return {};
    return wrong(part->at, fmt::format("expected type {} in {}, got {}", documentedName(wanted), context,
                                       documentedName(part->type)));
}

Wrong Check::operator()(const VectorSelector& selector) const {
    if (!selector.metric.empty()) {
        const auto own = selector.matchers.end() - 1;  // of the name before the braces
        const auto second = std::ranges::find(selector.matchers, metricNameLabel, &LabelMatcher::label);
        if (second >= own) return {};
        return wrong(expression_.at, fmt::format("metric name must not be set twice: {} or {}",
                                                 quoted(selector.metric), quoted(second->value)));
    }
    const auto compiled = LabelMatchers::compile(selector.matchers);
    if (compiled && !compiled->match(Labels())) return {};
    return wrong(expression_.at, "vector selector must contain at least one non-empty matcher");
}

Wrong Check::operator()(const Subquery& subquery) const {
    if (Wrong found = inside(subquery.inner)) return found;
    if (subquery.inner->type == ValueType::Vector) return {};
    return wrong(expression_.at, fmt::format("subquery is only allowed on instant vector, got {} instead",
                                             codeName(subquery.inner->type)));
}

Wrong Check::operator()(const Unary& unary) const {
    if (Wrong found = inside(unary.operand)) return found;
    if (isArithmeticType(unary.operand->type)) return {};
    return wrong(expression_.at,
                 fmt::format("unary expression only allowed on expressions of type scalar or instant vector, "
                             "got \"{}\"",
                             documentedName(unary.operand->type)));
}

// The operator with its modifiers: what stands between the operands.
TextRange Check::signOf(const Binary& binary) const {
    constexpr std::string_view blanks = " \t\r\n";
    const std::uint32_t from = binary.left->at.to;
    const std::string_view between = text_.substr(from, binary.right->at.from - from);
    const std::size_t first = std::min(between.find_first_not_of(blanks), between.size());
    const std::size_t end = between.find_last_not_of(blanks) + 1;
    return {from + static_cast<std::uint32_t>(first), from + static_cast<std::uint32_t>(end)};
}

Wrong Check::operator()(const Binary& binary) const {
    if (Wrong found = inside(binary.left)) return found;
    if (Wrong found = inside(binary.right)) return found;
    if (Wrong found = operatorAndModifiers(binary)) return found;
    constexpr std::string_view onlyThese =
        "binary expression must contain only scalar and instant vector types";
    if (!isArithmeticType(binary.left->type)) return wrong(binary.left->at, std::string(onlyThese));
    if (!isArithmeticType(binary.right->type)) return wrong(binary.right->at, std::string(onlyThese));
    return matching(binary);
}

Wrong Check::operatorAndModifiers(const Binary& binary) const {
    const bool scalars = binary.left->type == ValueType::Scalar && binary.right->type == ValueType::Scalar;
    const bool comparison = isComparison(binary.op);
    if (binary.returnsBool && !comparison)
        return wrong(signOf(binary), "bool modifier can only be used on comparison operators");
    if (comparison && !binary.returnsBool && scalars)
        return wrong(signOf(binary), "comparisons between scalars must use BOOL modifier");
    if (!binary.matching->on) return {};
    const std::set<std::string_view> include(binary.matching->include.begin(),
                                             binary.matching->include.end());
    for (const std::string& label : binary.matching->labels)
        if (include.contains(label))
            return wrong(signOf(binary), fmt::format("label {} must not occur in ON and GROUP clause at once",
                                                     quoted(label)));
    return {};
}

Wrong Check::matching(const Binary& binary) const {
    using Cardinality = VectorMatching::Cardinality;
    const ValueType left = binary.left->type;
    const ValueType right = binary.right->type;
    const bool scalar = left == ValueType::Scalar || right == ValueType::Scalar;
    if (scalar && !binary.matching->labels.empty())
        return wrong(expression_.at, "vector matching only allowed between instant vectors");
    if (!isSetOperator(binary.op)) return {};
    if (scalar)
        return wrong(
            expression_.at,
            fmt::format("set operator \"{}\" not allowed in binary scalar expression", spelling(binary.op)));
    const Cardinality cardinality = binary.matching->cardinality;
    if (cardinality == Cardinality::ManyToOne || cardinality == Cardinality::OneToMany)
        return wrong(expression_.at,
                     fmt::format("no grouping allowed for \"{}\" operation", spelling(binary.op)));
    return {};
}

Wrong Check::operator()(const Aggregation& aggregation) const {
    if (Wrong found = expects(aggregation.operand, ValueType::Vector, "aggregation expression")) return found;
    if (!aggregation.parameter) return {};
    const bool text = aggregation.op == AggregationOperator::CountValues;
    return expects(aggregation.parameter, text ? ValueType::String : ValueType::Scalar,
                   "aggregation parameter");
}

Wrong Check::argumentCount(const Call& call) const {
    const Function& function = *call.function;
    const std::size_t given = call.arguments.size();
    const std::size_t all = function.arguments.size();
    const auto says = [this, &function, given](std::string_view bound, std::size_t wanted) {
        return wrong(expression_.at, fmt::format("expected {}{} argument(s) in call to {}, got {}", bound,
                                                 wanted, quoted(function.name), given));
    };
    if (function.optionalArguments == 0) return given == all ? Wrong() : says("", all);
    if (given < all - 1) return says("at least ", all - 1);
    if (function.optionalArguments < 0) return {};
    const std::size_t most = all - 1 + static_cast<std::size_t>(function.optionalArguments);
    return given <= most ? Wrong() : says("at most ", most);
}

// The second argument of info() chooses labels of info series, whose name the function knows.
Wrong Check::infoSelector(const Expression& argument) const {
    if (argument.type != ValueType::Vector)
        return wrong(expression_.at,
                     fmt::format("expected type instant vector in call to function \"info\", got {}",
                                 documentedName(argument.type)));
    const auto* const selector = std::get_if<VectorSelector>(&argument.node);
    if (selector == nullptr) return wrong(argument.at, "expected label selectors only");
    if (selector->metric.empty()) return {};
    return wrong(argument.at, "expected label selectors only, got vector selector instead");
}

Wrong Check::operator()(const Call& call) const {
    if (Wrong found = argumentCount(call)) return found;
    const bool isInfo = call.function->name == "info";
    const std::string context = fmt::format("call to function {}", quoted(call.function->name));
    for (std::size_t index = 0; index < call.arguments.size(); ++index) {
        const ValueType wanted =
            call.function->arguments[std::min(index, call.function->arguments.size() - 1)];
        const bool isSelector = isInfo && index == 1;
        Wrong found = isSelector ? infoSelector(*call.arguments[index])
                                 : expects(call.arguments[index], wanted, context);
        if (found) return found;
    }
    return {};
}

}  // namespace

std::optional<ParseError> checkTypes(const Expression& expression, std::string_view text) {
    return std::visit(Check(expression, text), expression.node);
}

}  // namespace baro::promql
