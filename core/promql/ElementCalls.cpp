#include "core/promql/ElementCalls.h"

#include <utility>
#include <vector>

#include "core/promql/Calls.h"
#include "core/promql/Scalars.h"
#include "core/promql/Selectors.h"

namespace baro::promql {
namespace {

class ElementCall final : public Operator {
  public:
    ElementCall(Evaluation& evaluation, ElementFunction function, OperatorPtr rows,
                std::vector<ScalarValues> parameters)
        : evaluation_(evaluation),
          function_(function),
          rows_(std::move(rows)),
          parameters_(std::move(parameters)),
          now_(parameters_.size()) {}

    bool next(Row& row) override {
        while (rows_->next(row)) {
            if (!evaluation_.proceed(row.values.size())) return false;
            if (!apply(row.values)) continue;
            row.dropsName = true;
            return true;
        }
        return false;
    }

  private:
    bool apply(std::vector<double>& values) {
        bool any = false;
        for (std::size_t step = 0; step < values.size(); ++step) {
            if (isAbsent(values[step])) continue;
            for (std::size_t i = 0; i < now_.size(); ++i)
                now_[i] = parameters_[i].at(step);
            values[step] = function_(values[step], now_);
            any = any || !isAbsent(values[step]);
        }
        return any;
    }

    Evaluation& evaluation_;
    ElementFunction function_;
    OperatorPtr rows_;
    std::vector<ScalarValues> parameters_;
    std::vector<double> now_;  // the parameters at the step
};

// timestamp(): of a selector the samples' own times.
class Timestamps final : public Operator {
  public:
    Timestamps(OperatorPtr rows, bool areSampleTimes, const Steps& steps)
        : rows_(std::move(rows)), areSampleTimes_(areSampleTimes), steps_(steps) {}

    bool next(Row& row) override {
        if (!rows_->next(row)) return false;
        row.dropsName = true;
        if (areSampleTimes_) return true;
        for (std::size_t step = 0; step < row.values.size(); ++step) {
            if (!isAbsent(row.values[step])) row.values[step] = static_cast<double>(steps_.time(step)) / 1000;
        }
        return true;
    }

  private:
    OperatorPtr rows_;
    bool areSampleTimes_;
    Steps steps_;
};

}  // namespace

OperatorPtr planElementCall(Planner& planner, ElementFunction function, const Call& call,
                            const Steps& steps) {
    const auto create = [&](OperatorPtr rows, std::vector<ScalarValues> parameters) {
        return std::make_unique<ElementCall>(planner.evaluation(), function, std::move(rows),
                                             std::move(parameters));
    };
    if (call.arguments.empty()) return create(stepTimes(steps), {});
    const Expression& vector = *call.arguments.front();
    std::vector<ScalarValues> parameters;
    for (std::size_t i = 1; i < call.arguments.size(); ++i)
        parameters.push_back(planner.scalar(*call.arguments[i], steps));
    return planner.merged(create(planner.plan(vector, steps), std::move(parameters)), vector);
}

OperatorPtr planTimestamp(Planner& planner, const Call& call, const Steps& steps) {
    const Expression& argument = unwrapped(*call.arguments.front());
    const auto* selector = std::get_if<VectorSelector>(&argument.node);
    OperatorPtr rows = selector ? planSampleTimes(planner, *selector, steps) : planner.plan(argument, steps);
    return planner.merged(std::make_unique<Timestamps>(std::move(rows), selector != nullptr, steps),
                          argument);
}

}  // namespace baro::promql
