#include "core/promql/Engine.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "core/promql/Evaluator.h"
#include "core/promql/Planner.h"
#include "core/promql/RowStore.h"
#include "core/promql/SlidingWindow.h"

namespace baro::promql {
namespace {

// One query from its expression to its answer.
class Query {
  public:
    Query(const Expression& expression, const SeriesSource& source, const EngineOptions& options,
          const QueryLimits& limits, const Steps& steps)
        : evaluation_(source, options, limits),
          expression_(expression),
          steps_(steps),
          planner_(evaluation_, expression, steps),
          identity_(LabelKey::all(evaluation_)) {}

    QueryOutcome instant() {
        switch (expression_.type) {
            case ValueType::String:
                result_.text = std::get<StringLiteral>(unwrapped(expression_).node).value;
                break;
            case ValueType::Matrix:
                collectMatrix();
                break;
            default:
                collectSeries();
        }
        return outcome();
    }

    QueryOutcome range() {
        collectSeries();
        std::ranges::sort(result_.series, {}, &StepSeries::labels);
        return outcome();
    }

  private:
    void collectSeries() {
        const OperatorPtr rows = planner_.plan(expression_, steps_);
        for (Row row; proceed() && rows->next(row);) {
            if (!evaluation_.hold(countPresent(row.values)) || !isNew(row)) return;
            result_.series.push_back({finalLabels(row), std::move(row.values)});
        }
    }

    void collectMatrix() {
        const SampleStreamPtr samples = planner_.samples(expression_, steps_);
        while (proceed() && samples->next()) {
            SlidingWindow window(*samples);
            if (!window.moveTo(steps_.start)) continue;
            const std::span<const Sample> found = window.get().samples;
            const Row row{samples->labels(), samples->dropsName(), {}};
            if (!evaluation_.hold(found.size()) || !isNew(row)) return;
            result_.matrix.push_back({finalLabels(row), {found.begin(), found.end()}});
        }
        std::ranges::sort(result_.matrix, {}, &SampleSeries::labels);
    }

    bool proceed() { return evaluation_.proceed(0); }

    Labels finalLabels(const Row& row) const {
        if (!row.dropsName) return *row.labels;
        auto pairs = row.labels->pairs();
        std::erase_if(pairs, [](const auto& pair) { return pair.first == metricNameLabel; });
        return Labels(std::move(pairs));
    }

    // With delayed removal, names are dropped here, and only here can labels get equal.
    bool isNew(const Row& row) {
        if (!evaluation_.options().delayedNameRemoval) return true;
        const Row named{std::make_shared<const Labels>(finalLabels(row)), false, {}};
        return seen_.insert(identity_.of(named)).second || evaluation_.failDuplicateLabels();
    }

    QueryOutcome outcome() {
        if (evaluation_.failed()) return *evaluation_.error();
        result_.type = expression_.type;
        result_.annotations = evaluation_.annotations();
        return std::move(result_);
    }

    Evaluation evaluation_;
    const Expression& expression_;
    Steps steps_;
    Planner planner_;
    LabelKey identity_;
    std::unordered_set<std::string> seen_;
    QueryResult result_;
};

// In Prometheus's words; nothing else has a value at each step.
std::optional<QueryError> whyNotByStep(ValueType type) {
    if (type == ValueType::Scalar || type == ValueType::Vector) return std::nullopt;
    const std::string name = type == ValueType::Matrix ? "range vector" : "string";
    return QueryError{QueryError::Kind::BadData, "invalid expression type \"" + name +
                                                     "\" for range query, must be Scalar or instant Vector"};
}

}  // namespace

QueryOutcome Engine::instant(const Expression& expression, const SeriesSource& source, std::int64_t time,
                             const QueryLimits& limits) const {
    if (const Evaluator* there = source.evaluator()) return there->instant(expression, time, limits);
    return Query(expression, source, options_, limits, Steps::instant(time)).instant();
}

QueryOutcome Engine::range(const Expression& expression, const SeriesSource& source, Steps steps,
                           const QueryLimits& limits) const {
    if (auto error = whyNotByStep(expression.type)) return *std::move(error);
    if (const Evaluator* there = source.evaluator()) return there->range(expression, steps, limits);
    return Query(expression, source, options_, limits, steps).range();
}

}  // namespace baro::promql
