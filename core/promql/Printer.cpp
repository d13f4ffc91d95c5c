// The text of an expression, as Prometheus's Expr.String() writes it (promql/parser/printer.go), save where
// that text would not be read back as the same tree: labels that are no identifiers are quoted everywhere,
// and group_left without labels to match keeps its ignoring ().
#include <fmt/format.h>

#include <cmath>

#include "core/promql/Functions.h"
#include "core/promql/Keywords.h"
#include "core/promql/MatcherText.h"
#include "core/promql/NumberScan.h"
#include "core/promql/NumberText.h"
#include "core/promql/Parser.h"
#include "core/promql/Printer.h"
#include "core/promql/Quoting.h"
#include "core/series/Labels.h"

namespace baro::promql {
namespace {

class Printer {
  public:
    explicit Printer(std::string& text) : text_(text) {}

    void print(const Expression& expression) { std::visit(*this, expression.node); }

    void operator()(const NumberLiteral& number);
    void operator()(const StringLiteral& string) { text_ += quoted(string.value); }
    void operator()(const VectorSelector& selector);
    void operator()(const MatrixSelector& matrix);
    void operator()(const Subquery& subquery);
    void operator()(const Parenthesised& parenthesised);
    void operator()(const Unary& unary);
    void operator()(const Binary& binary);
    void operator()(const Aggregation& aggregation);
    void operator()(const Call& call);

    void headOf(const Aggregation& aggregation);
    void operatorOf(const Binary& binary);
    void timesOf(const Subquery& subquery);

  private:
    void matchers(const VectorSelector& selector);
    void times(const std::optional<AtModifier>& at, std::int64_t offset);
    void matching(const VectorMatching& matching);
    void labels(std::string_view before, const std::vector<std::string>& names);
    // What is below a millisecond has been cut off, yet a range of nothing cannot be written as one.
    void range(std::int64_t milliseconds) {
        text_ += milliseconds == 0 ? "0.0001" : durationText(milliseconds);
    }

    std::string& text_;
};

void Printer::operator()(const NumberLiteral& number) {
    if (!number.isDuration) {
        text_ += fixedText(number.value);
        return;
    }
    if (std::signbit(number.value)) text_ += '-';
    text_ += durationText(std::llround(std::abs(number.value) * 1000));
}

void Printer::matchers(const VectorSelector& selector) {
    text_ += selector.metric;
    std::string_view separator = "{";
    for (const LabelMatcher& matcher : selector.matchers) {
        const bool isName = !selector.metric.empty() && matcher.label == metricNameLabel &&
                            matcher.kind == LabelMatcher::Kind::Equal && matcher.value == selector.metric;
        if (isName) continue;
        text_.append(separator).append(matcherText(matcher));
        separator = ",";
    }
    if (separator != "{") text_ += '}';
}

void Printer::times(const std::optional<AtModifier>& at, std::int64_t offset) {
    if (at && at->kind == AtModifier::Kind::Start) text_ += " @ start()";
    if (at && at->kind == AtModifier::Kind::End) text_ += " @ end()";
    if (at && at->kind == AtModifier::Kind::Time)
        text_ += fmt::format(" @ {:.3f}", static_cast<double>(at->timeMilliseconds) / 1000);
    if (offset != 0)
        text_.append(offset < 0 ? " offset -" : " offset ").append(durationText(std::abs(offset)));
}

void Printer::operator()(const VectorSelector& selector) {
    matchers(selector);
    times(selector.at, selector.offsetMilliseconds);
}

void Printer::operator()(const MatrixSelector& matrix) {
    matchers(matrix.selector);
    text_ += '[';
    range(matrix.rangeMilliseconds);
    text_ += ']';
    times(matrix.selector.at, matrix.selector.offsetMilliseconds);
}

void Printer::operator()(const Subquery& subquery) {
    print(*subquery.inner);
    timesOf(subquery);
}

void Printer::timesOf(const Subquery& subquery) {
    text_ += '[';
    range(subquery.rangeMilliseconds);
    text_ += ':';
    if (subquery.stepMilliseconds != 0) text_ += durationText(subquery.stepMilliseconds);
    text_ += ']';
    times(subquery.at, subquery.offsetMilliseconds);
}

void Printer::operator()(const Parenthesised& parenthesised) {
    text_ += '(';
    print(*parenthesised.inner);
    text_ += ')';
}

void Printer::operator()(const Unary& unary) {
    text_ += unary.negates ? '-' : '+';
    print(*unary.operand);
}

// "+Inf ^ x" would be read as +(Inf ^ x).
bool isInfinityToAPower(const Binary& binary) {
    const auto* const number = std::get_if<NumberLiteral>(&binary.left->node);
    return binary.op == BinaryOperator::Power && number != nullptr && std::isinf(number->value);
}

void Printer::operator()(const Binary& binary) {
    if (isInfinityToAPower(binary)) {
        text_ += "Inf";
    } else {
        print(*binary.left);
    }
    text_ += ' ';
    operatorOf(binary);
    text_ += ' ';
    print(*binary.right);
}

void Printer::operatorOf(const Binary& binary) {
    text_ += spelling(binary.op);
    if (binary.returnsBool) text_ += " bool";
    if (binary.matching) matching(*binary.matching);
}

void Printer::matching(const VectorMatching& matching) {
    using Cardinality = VectorMatching::Cardinality;
    const bool left = matching.cardinality == Cardinality::ManyToOne;
    const bool grouped = left || matching.cardinality == Cardinality::OneToMany;
    if (matching.on || grouped || !matching.labels.empty())
        labels(matching.on ? " on " : " ignoring ", matching.labels);
    if (grouped) labels(left ? " group_left " : " group_right ", matching.include);
}

void Printer::labels(std::string_view before, const std::vector<std::string>& names) {
    text_.append(before);
    std::string_view separator = "(";
    for (const std::string& name : names) {
        text_.append(separator).append(labelText(name));
        separator = ", ";
    }
    text_ += names.empty() ? "()" : ")";
}

void Printer::headOf(const Aggregation& aggregation) {
    text_ += spelling(aggregation.op);
    if (!aggregation.without && aggregation.labels.empty()) return;
    labels(aggregation.without ? " without " : " by ", aggregation.labels);
    text_ += ' ';
}

void Printer::operator()(const Aggregation& aggregation) {
    headOf(aggregation);
    text_ += '(';
    if (aggregation.parameter) {
        print(*aggregation.parameter);
        text_ += ", ";
    }
    print(*aggregation.operand);
    text_ += ')';
}

void Printer::operator()(const Call& call) {
    text_.append(call.function->name).append("(");
    std::string_view separator;
    for (const ExpressionPtr& argument : call.arguments) {
        text_.append(separator);
        print(*argument);
        separator = ", ";
    }
    text_ += ')';
}

}  // namespace

std::string toString(const Expression& expression) {
    std::string text;
    Printer(text).print(expression);
    return text;
}

std::string headText(const Aggregation& aggregation) {
    std::string text;
    Printer(text).headOf(aggregation);
    return text;
}

std::string operatorText(const Binary& binary) {
    std::string text;
    Printer(text).operatorOf(binary);
    return text;
}

std::string timesText(const Subquery& subquery) {
    std::string text;
    Printer(text).timesOf(subquery);
    return text;
}

}  // namespace baro::promql
