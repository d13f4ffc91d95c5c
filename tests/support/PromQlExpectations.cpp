#include "tests/support/PromQlExpectations.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/promql/NumberText.h"

namespace baro::tests {
namespace {

using promql::Annotation;
using promql::QueryResult;
using promql::StepSeries;
using Kind = Expectation::Kind;
using Verdict = std::optional<std::string>;

bool matches(const Expectation& expectation, const std::string& text) {
    switch (expectation.match) {
        case Expectation::Match::Anything:
            return true;
        case Expectation::Match::Text:
            return text == expectation.text;
        case Expectation::Match::Regex:
            return re2::RE2::PartialMatch(text, expectation.text);
    }
    return false;
}

// Prometheus's own tolerance: relative to the sum of both.
bool almostEqual(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    if (a == b) return true;
    constexpr double leastNormal = std::numeric_limits<double>::min();
    const double sum = std::abs(a) + std::abs(b);
    const double difference = std::abs(a - b);
    if (a == 0 || b == 0 || sum < leastNormal) return difference < 1e-6 * leastNormal;
    return difference / std::min(sum, std::numeric_limits<double>::max()) < 1e-6;
}

std::string textOf(double value) {
    return promql::isAbsent(value) ? "_" : promql::shortText(value);
}

std::string textOf(const NotedPoint& point) {
    return point.kind == NotedPoint::Kind::Missing ? "_" : textOf(point.value);
}

std::string textOf(const auto& values) {
    std::string text;
    for (const auto& value : values) {
        if (!text.empty()) text += ' ';
        text += textOf(value);
    }
    return text;
}

bool same(const NotedPoint& expected, double got) {
    if (expected.kind == NotedPoint::Kind::Missing) return promql::isAbsent(got);
    return !promql::isAbsent(got) && almostEqual(expected.value, got);
}

// Steps after the last expected point have none.
bool same(const std::vector<NotedPoint>& expected, const std::vector<double>& got) {
    if (expected.size() > got.size()) return false;
    for (std::size_t i = 0; i < got.size(); ++i)
        if (!same(i < expected.size() ? expected[i] : NotedPoint{}, got[i])) return false;
    return true;
}

bool isEmpty(const StepSeries& series) {
    return std::ranges::all_of(series.values, promql::isAbsent);
}

Verdict wrongScalar(const Eval& eval, const QueryResult& result) {
    if (result.type != promql::ValueType::Scalar || result.series.size() != 1)
        return fmt::format("expected the number {}, got {} series", textOf(*eval.scalar),
                           result.series.size());
    for (const double value : result.series.front().values)
        if (!almostEqual(*eval.scalar, value))
            return fmt::format("expected the number {}, got {}", textOf(*eval.scalar), textOf(value));
    return std::nullopt;
}

Verdict wrongSeries(const Eval& eval, const QueryResult& result) {
    if (result.type != promql::ValueType::Vector) return "expected series, got another type";
    std::map<Labels, const NotedSeries*> missing;
    for (const NotedSeries& series : eval.series)
        missing[series.labels] = &series;
    for (const StepSeries& got : result.series) {
        if (isEmpty(got)) return fmt::format("{} has no value at any step", toString(got.labels));
        const auto expected = missing.find(got.labels);
        if (expected == missing.end())
            return fmt::format("unexpected {} {}", toString(got.labels), textOf(got.values));
        if (!same(expected->second->points, got.values))
            return fmt::format("{}: expected {}, got {}", toString(got.labels),
                               textOf(expected->second->points), textOf(got.values));
        missing.erase(expected);
    }
    if (missing.empty()) return std::nullopt;
    return fmt::format("{} {} is not there", toString(missing.begin()->first),
                       textOf(missing.begin()->second->points));
}

Verdict wrongOrder(const Eval& eval, const QueryResult& result) {
    for (std::size_t i = 0; i < eval.series.size(); ++i)
        if (eval.series[i].labels != result.series[i].labels)
            return fmt::format("at place {} expected {}, got {}", i + 1, toString(eval.series[i].labels),
                               toString(result.series[i].labels));
    return std::nullopt;
}

Verdict wrongAnnotationsOf(const Eval& eval, Kind kind, const std::vector<std::string>& texts) {
    std::vector<const Expectation*> expected;
    for (const Expectation& expectation : eval.expectations)
        if (expectation.kind == kind) expected.push_back(&expectation);
    if (expected.empty()) return std::nullopt;
    for (const Expectation* expectation : expected)
        if (std::ranges::none_of(texts, [&](const std::string& text) { return matches(*expectation, text); }))
            return fmt::format("no annotation \"{}\", but {}", expectation->text, fmt::join(texts, ", "));
    for (const std::string& text : texts)
        if (std::ranges::none_of(expected, [&](const Expectation* one) { return matches(*one, text); }))
            return fmt::format("unexpected annotation: {}", text);
    return std::nullopt;
}

}  // namespace

Verdict wrongError(const Eval& eval, const std::string& message) {
    if (!eval.expects(Kind::Fail)) return message;
    for (const Expectation& expectation : eval.expectations)
        if (expectation.kind == Kind::Fail && !matches(expectation, message))
            return fmt::format("expected the error \"{}\", got \"{}\"", expectation.text, message);
    return std::nullopt;
}

Verdict wrongAnnotations(const Eval& eval, const std::vector<Annotation>& annotations) {
    std::vector<std::string> warnings;
    std::vector<std::string> infos;
    for (const Annotation& annotation : annotations)
        (annotation.level == Annotation::Level::Warning ? warnings : infos).push_back(annotation.text);
    if (eval.expects(Kind::NoWarn) && !warnings.empty()) return "unexpected warning: " + warnings.front();
    if (eval.expects(Kind::NoInfo) && !infos.empty()) return "unexpected info: " + infos.front();
    const Verdict wrong = wrongAnnotationsOf(eval, Kind::Warn, warnings);
    return wrong ? wrong : wrongAnnotationsOf(eval, Kind::Info, infos);
}

Verdict wrongInstant(const Eval& eval, const QueryResult& result) {
    if (eval.text) {
        if (result.type == promql::ValueType::String && result.text == *eval.text) return std::nullopt;
        return fmt::format("expected the text \"{}\", got \"{}\"", *eval.text, result.text);
    }
    if (eval.scalar) return wrongScalar(eval, result);
    const Verdict wrong = wrongSeries(eval, result);
    return wrong || !eval.expects(Kind::Ordered) ? wrong : wrongOrder(eval, result);
}

Verdict wrongRange(const Eval& eval, const QueryResult& result) {
    if (eval.scalar) return wrongScalar(eval, result);
    if (!std::ranges::is_sorted(result.series, {}, &StepSeries::labels)) return "the series are not in order";
    return wrongSeries(eval, result);
}

}  // namespace baro::tests
