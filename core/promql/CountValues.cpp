// count_values("label", vector): how many elements have each value, which becomes a label.
#include <memory>
#include <utility>
#include <vector>

#include "core/promql/Aggregations.h"
#include "core/promql/LabelFunctions.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"
#include "core/promql/RowStore.h"

namespace baro::promql {
namespace {

const std::string& valueLabelOf(const Aggregation& aggregation) {
    return std::get<StringLiteral>(unwrapped(*aggregation.parameter).node).value;
}

// The value's label is one of the group's.
LabelKey keyOf(const Evaluation& evaluation, const Aggregation& aggregation) {
    std::vector<std::string> labels = aggregation.labels;
    if (aggregation.without) return LabelKey::without(evaluation, std::move(labels));
    labels.push_back(valueLabelOf(aggregation));
    return LabelKey::only(evaluation, std::move(labels));
}

class CountValues final : public Operator {
  public:
    CountValues(Evaluation& evaluation, const Aggregation& aggregation, OperatorPtr rows)
        : evaluation_(evaluation),
          valueLabel_(valueLabelOf(aggregation)),
          rows_(std::move(rows)),
          key_(keyOf(evaluation, aggregation)),
          counts_(evaluation) {}

    ~CountValues() override { evaluation_.release(held_); }

    bool next(Row& row) override {
        if (rows_) {
            const OperatorPtr rows = std::move(rows_);
            while (rows->next(row) && count(row)) {
            }
        }
        return !evaluation_.failed() && counts_.take(row);
    }

  private:
    bool count(const Row& row) {
        std::size_t place = 0;
        double counted = staleMarker();
        for (std::size_t step = 0; step < row.values.size(); ++step) {
            const double value = row.values[step];
            if (isAbsent(value)) continue;
            if (isAbsent(counted) || value != counted) place = placeOf(row, value);
            counted = value;
            double& count = counts_.rows()[place].values[step];
            const bool isNew = isAbsent(count);
            count = isNew ? 1 : count + 1;
            held_ += isNew;
            if (isNew && !evaluation_.hold(1)) return false;
        }
        return evaluation_.proceed(row.values.size());
    }

    std::size_t placeOf(const Row& row, double value) {
        auto pairs = row.labels->pairs();
        if (!evaluation_.seesName(row))
            std::erase_if(pairs, [](const auto& pair) { return pair.first == metricNameLabel; });
        pairs.emplace_back(valueLabel_, fixedText(value));
        const Row labelled{std::make_shared<const Labels>(std::move(pairs)), false, {}};
        const auto [place, isNew] = places_.try_emplace(key_.of(labelled), counts_.rows().size());
        if (isNew)
            counts_.add({std::make_shared<const Labels>(key_.labelsOf(labelled)), false,
                         std::vector<double>(row.values.size(), staleMarker())});
        return place->second;
    }

    Evaluation& evaluation_;
    const std::string& valueLabel_;
    OperatorPtr rows_;
    LabelKey key_;
    RowStore counts_;
    KeyMap<std::size_t> places_;
    std::size_t held_ = 0;
};

}  // namespace

OperatorPtr planCountValues(Planner& planner, const Aggregation& aggregation, const Steps& steps) {
    Evaluation& evaluation = planner.evaluation();
    const std::string& label = valueLabelOf(aggregation);
    if (!isUtf8LabelName(label)) evaluation.fail("invalid label name " + quoted(label));
    return std::make_unique<CountValues>(evaluation, aggregation, planner.plan(*aggregation.operand, steps));
}

}  // namespace baro::promql
