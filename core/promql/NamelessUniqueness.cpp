#include "core/promql/NamelessUniqueness.h"

#include <algorithm>

#include "core/promql/Arithmetic.h"
#include "core/promql/Functions.h"
#include "core/series/Labels.h"

namespace baro::promql {
namespace {

bool isOfOneMetric(const VectorSelector& selector) {
    return std::ranges::any_of(selector.matchers, [](const LabelMatcher& matcher) {
        return matcher.label == metricNameLabel && matcher.kind == LabelMatcher::Kind::Equal;
    });
}

bool namesMetric(const std::vector<std::string>& labels) {
    return std::ranges::find(labels, metricNameLabel) != labels.end();
}

bool holdsFor(const Aggregation& aggregation) {
    switch (aggregation.op) {
        case AggregationOperator::TopK:
        case AggregationOperator::BottomK:
        case AggregationOperator::LimitK:
        case AggregationOperator::LimitRatio:
            return differWithoutNames(*aggregation.operand);
        case AggregationOperator::CountValues:
            return false;  // its label may be __name__
        default:
            return aggregation.without || !namesMetric(aggregation.labels);
    }
}

bool holdsForVectors(const Binary& binary) {
    if (binary.op == BinaryOperator::Or) return false;
    if (isSetOperator(binary.op)) return differWithoutNames(*binary.left);
    if (namesMetric(binary.matching->include)) return false;
    if (!isComparison(binary.op) || binary.returnsBool) return true;
    return differWithoutNames(*binary.left) && differWithoutNames(*binary.right) &&
           binary.matching->include.empty();
}

bool holdsFor(const Binary& binary) {
    if (binary.matching) return holdsForVectors(binary);
    if (!isComparison(binary.op) || binary.returnsBool) return true;
    return differWithoutNames(binary.left->type == ValueType::Vector ? *binary.left : *binary.right);
}

bool holdsFor(const Call& call) {
    const std::string_view name = call.function->name;
    if (name.starts_with("label_") || name == "info") return false;
    if (!name.starts_with("sort") && name != "last_over_time") return true;
    return differWithoutNames(*call.arguments.front());
}

struct Visitor {
    bool operator()(const NumberLiteral&) const { return true; }
    bool operator()(const StringLiteral&) const { return true; }
    bool operator()(const VectorSelector& selector) const { return isOfOneMetric(selector); }
    bool operator()(const MatrixSelector& matrix) const { return isOfOneMetric(matrix.selector); }
    bool operator()(const Subquery& subquery) const { return differWithoutNames(*subquery.inner); }
    bool operator()(const Parenthesised& inside) const { return differWithoutNames(*inside.inner); }
    bool operator()(const Unary& unary) const { return unary.negates || differWithoutNames(*unary.operand); }
    bool operator()(const Binary& binary) const { return holdsFor(binary); }
    bool operator()(const Aggregation& aggregation) const { return holdsFor(aggregation); }
    bool operator()(const Call& call) const { return holdsFor(call); }
};

}  // namespace

bool differWithoutNames(const Expression& expression) {
    return std::visit(Visitor{}, expression.node);
}

}  // namespace baro::promql
