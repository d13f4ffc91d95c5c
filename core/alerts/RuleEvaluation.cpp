#include "core/alerts/RuleEvaluation.h"

#include <utility>

namespace baro::alerts {

Result<std::vector<RuleElement>> elementsOf(const promql::Expression& expression,
                                            const RuleEvaluation& evaluation, std::int64_t time,
                                            const promql::QueryLimits& limits) {
    if (expression.type != promql::ValueType::Vector && expression.type != promql::ValueType::Scalar)
        return malformed("rule result is not a vector or scalar");
    auto outcome = evaluation.engine.instant(expression, evaluation.source, time, limits);
    if (!outcome.ok()) return failed(outcome.error().message);
    std::vector<RuleElement> elements;
    for (promql::StepSeries& series : outcome.result().series)
        if (!series.values.empty() && !promql::isAbsent(series.values.front()))
            elements.push_back({std::move(series.labels), series.values.front()});
    return elements;
}

Labels withTexts(const Labels& labels, const TextPairs& texts) {
    auto pairs = labels.pairs();
    pairs.insert(pairs.end(), texts.begin(), texts.end());
    return Labels(std::move(pairs));
}

std::string_view wordOf(AlertState state) {
    switch (state) {
        case AlertState::Pending:
            return "pending";
        case AlertState::Firing:
            return "firing";
        case AlertState::Inactive:
            break;
    }
    return "inactive";
}

}  // namespace baro::alerts
