#include "ui/explore/UnitGuess.h"

#include <initializer_list>
#include <string_view>

#include "core/metrics/MetricCatalog.h"
#include "core/promql/Functions.h"

namespace baro::ui {
namespace {

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
    for (const std::string_view one : names)
        if (one == name) return true;
    return false;
}

Unit perSecond(Unit unit) {
    switch (unit) {
        case Unit::Bytes:
            return Unit::BytesPerSecond;
        case Unit::Seconds:
            return Unit::Ratio;
        case Unit::Joules:
            return Unit::Watts;
        default:
            return Unit::PerSecond;
    }
}

Unit ofMetric(const std::string& name) {
    const Metric* const metric = findMetric(name);
    if (metric != nullptr) return metric->unit;
    // The lines of /proc/meminfo and their like say it in their names.
    return name.ends_with("_bytes") || name.ends_with("_bytes_total") ? Unit::Bytes : Unit::None;
}

bool isOfNetwork(const promql::Expression& expression) {
    const auto* const matrix = std::get_if<promql::MatrixSelector>(&expression.node);
    return matrix != nullptr && matrix->selector.metric.find("_network_") != std::string::npos;
}

Unit ofCall(const promql::Call& call) {
    if (call.arguments.empty()) return Unit::None;
    const std::string_view name = call.function->name;
    const Unit inner = unitGuess(*call.arguments.back());
    if (isOneOf(name, {"rate", "irate", "deriv"})) {
        const Unit unit = perSecond(inner);
        const bool isTraffic = unit == Unit::BytesPerSecond && isOfNetwork(*call.arguments.back());
        return isTraffic ? Unit::NetworkBytesPerSecond : unit;
    }
    if (name == "predict_linear") return unitGuess(*call.arguments.front());
    if (isOneOf(name,
                {"abs", "avg_over_time", "min_over_time", "max_over_time", "sum_over_time", "last_over_time",
                 "quantile_over_time", "delta", "idelta", "increase", "sort", "sort_desc", "ceil", "floor"}))
        return inner;
    return Unit::None;
}

Unit ofBinary(const promql::Binary& binary) {
    using enum promql::BinaryOperator;
    const Unit left = unitGuess(*binary.left);
    const Unit right = unitGuess(*binary.right);
    switch (binary.op) {
        case Add:
        case Subtract:
        case Or:
            return left == Unit::None ? right : left;
        case And:
        case Unless:
            return left;  // the values are the left side's
        case Divide:
            return left == right && left != Unit::None ? Unit::Ratio : Unit::None;
        default:
            return binary.op >= Equal && binary.op <= GreaterOrEqual && !binary.returnsBool ? left
                                                                                            : Unit::None;
    }
}

Unit ofAggregation(const promql::Aggregation& aggregation) {
    using enum promql::AggregationOperator;
    switch (aggregation.op) {
        case Count:
        case CountValues:
        case Group:
        case StandardVariance:
            return Unit::None;
        default:
            return unitGuess(*aggregation.operand);
    }
}

}  // namespace

Unit unitGuess(const promql::Expression& expression) {
    struct Guess {
        Unit operator()(const promql::NumberLiteral&) const { return Unit::None; }
        Unit operator()(const promql::StringLiteral&) const { return Unit::None; }
        Unit operator()(const promql::VectorSelector& selector) const { return ofMetric(selector.metric); }
        Unit operator()(const promql::MatrixSelector& matrix) const {
            return ofMetric(matrix.selector.metric);
        }
        Unit operator()(const promql::Subquery& subquery) const { return unitGuess(*subquery.inner); }
        Unit operator()(const promql::Parenthesised& inner) const { return unitGuess(*inner.inner); }
        Unit operator()(const promql::Unary& unary) const { return unitGuess(*unary.operand); }
        Unit operator()(const promql::Binary& binary) const { return ofBinary(binary); }
        Unit operator()(const promql::Aggregation& aggregation) const { return ofAggregation(aggregation); }
        Unit operator()(const promql::Call& call) const { return ofCall(call); }
    };
    return std::visit(Guess{}, expression.node);
}

}  // namespace baro::ui
