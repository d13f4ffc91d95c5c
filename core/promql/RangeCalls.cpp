#include "core/promql/RangeCalls.h"

#include <algorithm>
#include <utility>

#include "core/promql/NumberText.h"
#include "core/promql/Quantile.h"
#include "core/promql/Quoting.h"
#include "core/promql/SlidingWindow.h"

namespace baro::promql {
namespace {

// Prometheus puts annotations about a subquery at the beginning of the text.
TextRange positionOf(const Expression& range) {
    return std::holds_alternative<Subquery>(range.node) ? TextRange{} : range.at;
}

bool isNamedAsCounter(std::string_view metric) {
    return metric.ends_with("_total") || metric.ends_with("_sum") || metric.ends_with("_count") ||
           metric.ends_with("_bucket");
}

class RangeCall final : public Operator {
  public:
    RangeCall(Evaluation& evaluation, const RangeFunctionEntry& entry, SampleStreamPtr samples,
              std::vector<ScalarValues> parameters, TextRange at, const Steps& steps)
        : evaluation_(evaluation),
          entry_(entry),
          samples_(std::move(samples)),
          parameters_(std::move(parameters)),
          now_(parameters_.size()),
          at_(at),
          steps_(steps) {}

    bool next(Row& row) override {
        while (samples_->next()) {
            if (!fill(row.values)) continue;
            row.labels = samples_->labels();
            row.dropsName = samples_->dropsName() || !entry_.keepsMetricName;
            if (entry_.wantsCounter) adviseOnName();
            return true;
        }
        return false;
    }

  private:
    bool fill(std::vector<double>& values) {
        values.assign(steps_.count(), staleMarker());
        bool any = false;
        SlidingWindow window(*samples_);
        for (std::size_t step = 0; step < values.size(); ++step) {
            if (!window.moveTo(steps_.time(step))) continue;
            if (!parameters_.empty() && !takeParameters(step)) return false;
            if (!evaluation_.proceed(window.get().samples.size())) return false;
            const std::optional<double> value = entry_.function(window.get(), now_);
            if (!value) continue;
            values[step] = *value;
            any = true;
        }
        return any;
    }

    bool takeParameters(std::size_t step) {
        for (std::size_t i = 0; i < now_.size(); ++i)
            now_[i] = parameters_[i].at(step);
        if (entry_.wantsQuantile && !isQuantile(now_.front()))
            evaluation_.warn(at_, "quantile value should be between 0 and 1, got " + shortText(now_.front()));
        if (!entry_.check) return !evaluation_.failed();
        const auto objection = entry_.check(now_);
        return objection ? evaluation_.fail(*objection) : !evaluation_.failed();
    }

    void adviseOnName() {
        if (samples_->dropsName() && !evaluation_.options().delayedNameRemoval) return;
        const std::string_view metric = samples_->labels()->metric();
        if (metric.empty() || isNamedAsCounter(metric)) return;
        evaluation_.inform(
            at_, "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: " +
                     quoted(metric));
    }

    Evaluation& evaluation_;
    const RangeFunctionEntry& entry_;
    SampleStreamPtr samples_;
    std::vector<ScalarValues> parameters_;
    std::vector<double> now_;  // the parameters at the step
    TextRange at_;
    Steps steps_;
};

}  // namespace

const Expression* rangeArgument(const Call& call) {
    for (const ExpressionPtr& argument : call.arguments) {
        if (argument->type == ValueType::Matrix) return &unwrapped(*argument);
    }
    return nullptr;
}

OperatorPtr planRangeCall(Planner& planner, const RangeFunctionEntry& entry, const Call& call,
                          const Steps& steps) {
    const Expression& range = *rangeArgument(call);
    std::vector<ScalarValues> parameters;
    for (const ExpressionPtr& argument : call.arguments) {
        if (argument->type == ValueType::Scalar) parameters.push_back(planner.scalar(*argument, steps));
    }
    OperatorPtr rows = std::make_unique<RangeCall>(planner.evaluation(), entry, planner.samples(range, steps),
                                                   std::move(parameters), positionOf(range), steps);
    return entry.keepsMetricName ? std::move(rows) : planner.unique(std::move(rows), range);
}

}  // namespace baro::promql
