#include "tests/support/PromQlRunner.h"

#include <algorithm>
#include <optional>

#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "tests/support/PromQlExpectations.h"
#include "tests/support/ScriptStore.h"

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

class Runner {
  public:
    ScriptScore run(const std::vector<Command>& commands) {
        for (const Command& command : commands)
            std::visit([this](const auto& one) { act(one); }, command);
        return std::move(score_);
    }

  private:
    void act(const Clear&) { store_.clear(); }
    void act(const Load& load) { store_.load(load); }

    void act(const Eval& eval) {
        const Parsed parsed = parse(eval.expression);
        const Verdict wrong = parsed.ok() ? wrongAnswer(eval, *parsed.expression())
                                          : wrongError(eval, toString(parsed.error(), eval.expression));
        const bool hasHistograms = store_.takeSawHistogram() || isRefused(wrong) ||
                                   std::ranges::any_of(eval.series, &NotedSeries::hasHistograms);
        if (wrong && hasHistograms)
            ++score_.skipped;
        else if (wrong)
            score_.failures.push_back({eval.line, eval.expression, *wrong});
        else
            ++score_.passed;
    }

    // The engine does not even begin to read.
    static bool isRefused(const Verdict& wrong) {
        return wrong && wrong->ends_with("needs native histograms, which are not supported");
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
    ScriptStore store_;
    ScriptScore score_;
};

}  // namespace

Result<ScriptScore> runScript(std::string_view text) {
    const auto commands = parseScript(text);
    if (!commands) return commands.error();
    return Runner().run(*commands);
}

}  // namespace baro::tests
