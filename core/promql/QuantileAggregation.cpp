#include <memory>
#include <utility>
#include <vector>

#include "core/promql/GroupedRows.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quantile.h"

namespace baro::promql {
namespace {

class QuantileAggregation final : public Operator {
  public:
    QuantileAggregation(Evaluation& evaluation, const Aggregation& aggregation, OperatorPtr rows,
                        ScalarValues quantile, const Steps& steps)
        : evaluation_(evaluation),
          aggregation_(aggregation),
          source_(std::move(rows)),
          quantile_(std::move(quantile)),
          rows_(evaluation, aggregation),
          steps_(steps.count()) {}

    bool next(Row& row) override {
        if (source_) {
            const OperatorPtr source = std::move(source_);
            warnOfParameters();
            if (!rows_.collect(*source)) return false;
        }
        if (emitted_ == rows_.groups().size()) return false;
        emit(rows_.groups()[emitted_++], row);
        return evaluation_.proceed(steps_);
    }

  private:
    void warnOfParameters() {
        const ParameterRange range = rangeOf(quantile_.all());
        if (range.anyNaN) warn(range.greatest);
        if (range.greatest > 1) warn(range.greatest);
        if (range.least < 0) warn(range.least);
    }
    void warn(double quantile) {
        evaluation_.warn(aggregation_.parameter->at,
                         "quantile value should be between 0 and 1, got " + shortText(quantile));
    }

    void emit(const std::vector<std::size_t>& group, Row& row) {
        const Row& first = rows_.rows()[group.front()];
        row.labels = std::make_shared<const Labels>(rows_.groupLabels(first));
        row.dropsName = first.dropsName && evaluation_.options().delayedNameRemoval;
        row.values.assign(steps_, staleMarker());
        for (std::size_t step = 0; step < steps_; ++step) {
            values_.clear();
            for (const std::size_t place : group) {
                const double value = rows_.rows()[place].values[step];
                if (!isAbsent(value)) values_.push_back(value);
            }
            if (!values_.empty()) row.values[step] = quantileOf(quantile_.at(step), values_);
        }
    }

    Evaluation& evaluation_;
    const Aggregation& aggregation_;
    OperatorPtr source_;
    ScalarValues quantile_;
    GroupedRows rows_;
    std::size_t steps_;
    std::size_t emitted_ = 0;
    std::vector<double> values_;  // of a group at a step
};

}  // namespace

OperatorPtr planQuantile(Planner& planner, const Aggregation& aggregation, const Steps& steps) {
    return std::make_unique<QuantileAggregation>(planner.evaluation(), aggregation,
                                                 planner.plan(*aggregation.operand, steps),
                                                 planner.scalar(*aggregation.parameter, steps), steps);
}

}  // namespace baro::promql
