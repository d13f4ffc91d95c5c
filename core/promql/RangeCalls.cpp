#include "core/promql/RangeCalls.h"

#include <algorithm>
#include <utility>

#include "core/promql/NumberText.h"
#include "core/promql/Quantile.h"
#include "core/promql/Quoting.h"
#include "core/promql/SlidingWindow.h"
#include "core/promql/SummaryReader.h"

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

void adviseOnName(Evaluation& evaluation, const RangeFunctionEntry& entry, const Labels& labels,
                  TextRange at) {
    const std::string_view metric = labels.metric();
    if (!entry.wantsCounter || metric.empty() || isNamedAsCounter(metric)) return;
    evaluation.inform(at, "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: " +
                              quoted(metric));
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
            if (!samples_->dropsName() || evaluation_.options().delayedNameRemoval)
                adviseOnName(evaluation_, entry_, *row.labels, at_);
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

    Evaluation& evaluation_;
    const RangeFunctionEntry& entry_;
    SampleStreamPtr samples_;
    std::vector<ScalarValues> parameters_;
    std::vector<double> now_;  // the parameters at the step
    TextRange at_;
    Steps steps_;
};

// The same of samples that the source has summed up, where it has.
class SummaryCall final : public Operator {
  public:
    SummaryCall(Evaluation& evaluation, const RangeFunctionEntry& entry, SummaryQuery query, TextRange at,
                OperatorPtr ofSamples)
        : evaluation_(evaluation),
          entry_(entry),
          summaries_(evaluation, std::move(query)),
          at_(at),
          ofSamples_(std::move(ofSamples)) {}

    bool next(Row& row) override {
        if (evaluation_.failed()) return false;
        if (!summaries_.open()) return ofSamples_->next(row);
        while (summaries_.next()) {
            if (!fill(row.values)) continue;
            row.labels = summaries_.labels();
            row.dropsName = !entry_.keepsMetricName;
            adviseOnName(evaluation_, entry_, *row.labels, at_);
            return true;
        }
        return false;
    }

  private:
    bool fill(std::vector<double>& values) const {
        const SummaryWindows& windows = summaries_.windows();
        values.assign(windows.count, staleMarker());
        bool any = false;
        for (std::size_t step = 0; step < values.size(); ++step) {
            const Summary& summary = summaries_.summaries()[step];
            if (summary.count == 0) continue;
            const auto value = entry_.ofSummary({summary, windows.begin(step), windows.end(step)});
            if (!value) continue;
            values[step] = *value;
            any = true;
        }
        return any;
    }

    Evaluation& evaluation_;
    const RangeFunctionEntry& entry_;
    SummaryReader summaries_;
    TextRange at_;
    OperatorPtr ofSamples_;
};

OperatorPtr withSummaries(Planner& planner, const RangeFunctionEntry& entry, const Expression& range,
                          const Steps& steps, OperatorPtr ofSamples) {
    const auto* matrix = std::get_if<MatrixSelector>(&range.node);
    if (!matrix || !entry.ofSummary) return ofSamples;
    const RangeShape shape{planner.shiftOf(matrix->selector.offsetMilliseconds, matrix->selector.at),
                           matrix->rangeMilliseconds};
    const auto windows = windowsOf(shape, steps);
    if (!windows) return ofSamples;
    return std::make_unique<SummaryCall>(planner.evaluation(), entry,
                                         SummaryQuery{matrix->selector.matchers, *windows, entry.fields},
                                         positionOf(range), std::move(ofSamples));
}

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
    rows = withSummaries(planner, entry, range, steps, std::move(rows));
    return entry.keepsMetricName ? std::move(rows) : planner.unique(std::move(rows), range);
}

}  // namespace baro::promql
