#include "tests/support/PromQlRunner.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "core/series/LabelMatchers.h"
#include "core/series/SampleStore.h"
#include "tests/support/PromQlExpectations.h"

namespace baro::tests {
namespace {

using namespace promql;  // the syntax tree
using Verdict = std::optional<std::string>;

// What Prometheus's own test engine is made with (promqltest: NewTestEngine).
EngineOptions engineOfTests() {
    EngineOptions options;
    options.defaultSubqueryStepMilliseconds = 60'000;
    options.delayedNameRemoval = true;
    return options;
}

// The classic histogram's series without what makes it one: where its native twin stands.
Labels customBucketTwin(const Labels& labels) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (auto [name, value] : labels.pairs()) {
        if (name == "le") continue;
        for (const std::string_view suffix : {"_bucket", "_count", "_sum"})
            if (name == metricNameLabel && value.ends_with(suffix))
                value.resize(value.size() - suffix.size());
        pairs.emplace_back(std::move(name), std::move(value));
    }
    return Labels(std::move(pairs));
}

// Calls visit with each selector of the tree.
template <class Visit>
void eachSelector(const Expression& expression, const Visit& visit) {
    const auto descend = [&visit](const ExpressionPtr& inner) {
        if (inner) eachSelector(*inner, visit);
    };
    struct Visitor {
        const decltype(descend)& down;
        const Visit& visit;
        void operator()(const NumberLiteral&) const {}
        void operator()(const StringLiteral&) const {}
        void operator()(const VectorSelector& node) const { visit(node); }
        void operator()(const MatrixSelector& node) const { visit(node.selector); }
        void operator()(const Subquery& node) const { down(node.inner); }
        void operator()(const Parenthesised& node) const { down(node.inner); }
        void operator()(const Unary& node) const { down(node.operand); }
        void operator()(const Binary& node) const { down(node.left), down(node.right); }
        void operator()(const Aggregation& node) const { down(node.operand), down(node.parameter); }
        void operator()(const Call& node) const { std::ranges::for_each(node.arguments, down); }
    };
    std::visit(Visitor{descend, visit}, expression.node);
}

class Runner {
  public:
    ScriptScore run(const std::vector<Command>& commands) {
        for (const Command& command : commands)
            std::visit([this](const auto& one) { act(one); }, command);
        return std::move(score_);
    }

  private:
    void act(const Clear&) {
        store_.clear();
        nativeHistograms_.clear();
    }

    void act(const Load& load) {
        for (const NotedSeries& series : load.series) {
            if (series.hasHistograms()) nativeHistograms_.push_back(series.labels);
            if (load.alsoCustomBuckets && customBucketTwin(series.labels) != series.labels)
                nativeHistograms_.push_back(customBucketTwin(series.labels));
            std::vector<Sample> samples;
            std::int64_t time = 0;
            for (const NotedPoint& point : series.points) {
                if (point.kind == NotedPoint::Kind::Number) samples.push_back({time, point.value});
                time += load.stepMilliseconds;
            }
            if (!samples.empty()) store_.add(series.labels, std::move(samples));
        }
    }

    void act(const Eval& eval) {
        const Parsed parsed = parse(eval.expression);
        if (needsHistograms(eval, parsed)) {
            ++score_.skipped;
            return;
        }
        const Verdict wrong = parsed.ok() ? wrongAnswer(eval, *parsed.expression())
                                          : wrongError(eval, toString(parsed.error(), eval.expression));
        if (wrong)
            score_.failures.push_back({eval.line, eval.expression, *wrong});
        else
            ++score_.passed;
    }

    bool needsHistograms(const Eval& eval, const Parsed& parsed) const {
        if (std::ranges::any_of(eval.series, &NotedSeries::hasHistograms)) return true;
        if (!parsed.ok()) return false;
        bool needed = false;
        eachSelector(*parsed.expression(), [this, &needed](const VectorSelector& selector) {
            const auto matchers = LabelMatchers::compile(selector.matchers);
            needed = needed || (matchers && std::ranges::any_of(nativeHistograms_, [&](const Labels& labels) {
                                    return matchers->match(labels);
                                }));
        });
        return needed;
    }

    Verdict wrongAnswer(const Eval& eval, const Expression& expression) const {
        if (eval.isRange) {
            const QueryOutcome outcome = engine_.range(expression, store_, {eval.start, eval.end, eval.step});
            return wrongOutcome(eval, outcome, wrongRange);
        }
        const Verdict wrong =
            wrongOutcome(eval, engine_.instant(expression, store_, eval.start), wrongInstant);
        return wrong ? wrong : wrongAmongSteps(eval, expression);
    }

    static Verdict wrongOutcome(const Eval& eval, const QueryOutcome& outcome,
                                Verdict (*compare)(const Eval&, const QueryResult&)) {
        if (!outcome.ok()) return wrongError(eval, outcome.error().message);
        if (eval.expects(Expectation::Kind::Fail)) return "expected an error, got an answer";
        const Verdict wrong = wrongAnnotations(eval, outcome.result().annotations);
        return wrong ? wrong : compare(eval, outcome.result());
    }

    // The same at the middle one of three steps.
    Verdict wrongAmongSteps(const Eval& eval, const Expression& expression) const {
        const bool hasSteps = expression.type == ValueType::Scalar || expression.type == ValueType::Vector;
        if (!hasSteps || eval.expects(Expectation::Kind::Fail) || eval.expects(Expectation::Kind::Ordered))
            return std::nullopt;
        constexpr std::int64_t minute = 60'000;
        const QueryOutcome outcome =
            engine_.range(expression, store_, {eval.start - minute, eval.start + minute, minute});
        if (!outcome.ok()) return "as a range: " + outcome.error().message;
        QueryResult middle = outcome.result();
        for (StepSeries& series : middle.series)
            series.values = {series.values[1]};
        std::erase_if(middle.series, [](const StepSeries& series) { return isAbsent(series.values[0]); });
        const Verdict wrong = wrongInstant(eval, middle);
        return wrong ? Verdict("as a range: " + *wrong) : wrong;
    }

    Engine engine_{engineOfTests()};
    SampleStore store_;
    std::vector<Labels> nativeHistograms_;
    ScriptScore score_;
};

}  // namespace

Result<ScriptScore> runScript(std::string_view text) {
    const auto commands = parseScript(text);
    if (!commands) return commands.error();
    return Runner().run(*commands);
}

}  // namespace baro::tests
