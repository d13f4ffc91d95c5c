// Aggregations whose input is forgotten row by row: memory is that of the groups.
#include <utility>
#include <vector>

#include "core/promql/Accumulators.h"
#include "core/promql/Aggregations.h"

namespace baro::promql {
namespace {

template <class Accumulator>
class RunningAggregation final : public Operator {
  public:
    RunningAggregation(Evaluation& evaluation, const Aggregation& aggregation, OperatorPtr rows,
                       std::size_t steps)
        : evaluation_(evaluation),
          rows_(std::move(rows)),
          key_(groupingKey(evaluation, aggregation)),
          steps_(steps) {}

    ~RunningAggregation() override { evaluation_.release(groups_.size() * steps_); }

    bool next(Row& row) override {
        if (rows_) {
            const OperatorPtr rows = std::move(rows_);
            while (rows->next(row) && add(row)) {
            }
        }
        if (evaluation_.failed() || emitted_ == groups_.size()) return false;
        emit(groups_[emitted_++], row);
        return true;
    }

  private:
    struct Group {
        LabelsPtr labels;
        bool dropsName = false;
        std::vector<Accumulator> steps;
    };

    bool add(const Row& row) {
        const std::string& key = key_.of(row);
        auto place = places_.find(key);
        if (place == places_.end()) {
            place = places_.emplace(key, groups_.size()).first;
            // Dropped names are gone from the group's labels; only delayed removal has something left to do.
            const bool dropsLater = row.dropsName && evaluation_.options().delayedNameRemoval;
            groups_.push_back({std::make_shared<const Labels>(key_.labelsOf(row)), dropsLater,
                               std::vector<Accumulator>(steps_)});
            if (!evaluation_.hold(steps_)) return false;
        }
        std::vector<Accumulator>& steps = groups_[place->second].steps;
        for (std::size_t step = 0; step < steps_; ++step) {
            if (!isAbsent(row.values[step])) steps[step].add(row.values[step]);
        }
        return evaluation_.proceed(steps_);
    }

    void emit(const Group& group, Row& row) const {
        row.labels = group.labels;
        row.dropsName = group.dropsName;
        row.values.resize(steps_);
        for (std::size_t step = 0; step < steps_; ++step)
            row.values[step] = group.steps[step].any() ? group.steps[step].value() : staleMarker();
    }

    Evaluation& evaluation_;
    OperatorPtr rows_;
    LabelKey key_;
    std::size_t steps_;
    KeyMap<std::size_t> places_;
    std::vector<Group> groups_;
    std::size_t emitted_ = 0;
};

template <class Accumulator>
OperatorPtr planned(Planner& planner, const Aggregation& aggregation, const Steps& steps) {
    return std::make_unique<RunningAggregation<Accumulator>>(
        planner.evaluation(), aggregation, planner.plan(*aggregation.operand, steps), steps.count());
}

}  // namespace

OperatorPtr planRunningAggregation(Planner& planner, const Aggregation& aggregation, const Steps& steps) {
    switch (aggregation.op) {
        case AggregationOperator::Sum:
            return planned<SumAccumulator>(planner, aggregation, steps);
        case AggregationOperator::Average:
            return planned<AverageAccumulator>(planner, aggregation, steps);
        case AggregationOperator::Count:
            return planned<CountAccumulator>(planner, aggregation, steps);
        case AggregationOperator::Minimum:
            return planned<MinimumAccumulator>(planner, aggregation, steps);
        case AggregationOperator::Maximum:
            return planned<MaximumAccumulator>(planner, aggregation, steps);
        case AggregationOperator::StandardDeviation:
            return planned<DeviationAccumulator>(planner, aggregation, steps);
        case AggregationOperator::StandardVariance:
            return planned<VarianceAccumulator>(planner, aggregation, steps);
        default:
            return planned<GroupAccumulator>(planner, aggregation, steps);
    }
}

}  // namespace baro::promql
