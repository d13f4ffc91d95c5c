// label_replace and label_join as operators: the values pass through.
#include <memory>
#include <utility>

#include "core/promql/Calls.h"
#include "core/promql/EqualLabels.h"
#include "core/promql/LabelFunctions.h"

namespace baro::promql {
namespace {

const std::string& textOf(const ExpressionPtr& argument) {
    return std::get<StringLiteral>(unwrapped(*argument).node).value;
}

// What the function sees: a dropped name is no label any more, unless it is dropped at the end only.
LabelsPtr visibleLabels(const Evaluation& evaluation, const Row& row) {
    if (evaluation.seesName(row)) return row.labels;
    auto pairs = row.labels->pairs();
    std::erase_if(pairs, [](const auto& pair) { return pair.first == metricNameLabel; });
    return std::make_shared<const Labels>(std::move(pairs));
}

std::optional<Labels> applied(const LabelReplacement& function, const Labels& labels) {
    return function.apply(labels);
}

std::optional<Labels> applied(const LabelJoin& function, const Labels& labels) {
    return function.apply(labels);
}

template <class Function>
class Relabelled final : public Operator {
  public:
    Relabelled(Evaluation& evaluation, OperatorPtr rows, Function function)
        : evaluation_(evaluation), rows_(std::move(rows)), function_(std::move(function)) {}

    bool next(Row& row) override {
        if (!rows_->next(row)) return false;
        std::optional<Labels> labels = applied(function_, *visibleLabels(evaluation_, row));
        if (!labels) return true;
        row.labels = std::make_shared<const Labels>(std::move(*labels));
        if (function_.setsMetricName()) row.dropsName = false;
        return true;
    }

  private:
    Evaluation& evaluation_;
    OperatorPtr rows_;
    Function function_;
};

template <class Function>
OperatorPtr planRelabelled(Planner& planner, const Call& call, const Steps& steps,
                           Result<Function> function) {
    OperatorPtr rows = planner.plan(*call.arguments[0], steps);
    if (function)
        rows = std::make_unique<Relabelled<Function>>(planner.evaluation(), std::move(rows),
                                                      std::move(*function));
    else
        planner.evaluation().fail(function.error().message);
    return uniqueRows(planner.evaluation(), std::move(rows));
}

}  // namespace

OperatorPtr planLabelReplace(Planner& planner, const Call& call, const Steps& steps) {
    return planRelabelled(planner, call, steps,
                          LabelReplacement::create(textOf(call.arguments[1]), textOf(call.arguments[2]),
                                                   textOf(call.arguments[3]), textOf(call.arguments[4])));
}

OperatorPtr planLabelJoin(Planner& planner, const Call& call, const Steps& steps) {
    std::vector<std::string> sources;
    for (std::size_t i = 3; i < call.arguments.size(); ++i)
        sources.push_back(textOf(call.arguments[i]));
    return planRelabelled(
        planner, call, steps,
        LabelJoin::create(textOf(call.arguments[1]), textOf(call.arguments[2]), std::move(sources)));
}

}  // namespace baro::promql
