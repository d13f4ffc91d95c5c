#include "core/promql/Scalars.h"

#include <cmath>
#include <limits>
#include <utility>

#include "core/promql/Calls.h"

namespace baro::promql {
namespace {

class OneRow final : public Operator {
  public:
    explicit OneRow(std::vector<double> values) : values_(std::move(values)) {}

    bool next(Row& row) override {
        if (values_.empty()) return false;
        row = {noLabels(), false, std::exchange(values_, {})};
        return true;
    }

  private:
    std::vector<double> values_;
};

// scalar(): the vector's only element; NaN where there is none, or more than one.
class OnlyElement final : public Operator {
  public:
    OnlyElement(OperatorPtr rows, std::size_t steps) : rows_(std::move(rows)), steps_(steps) {}

    bool next(Row& row) override {
        if (!rows_) return false;
        const OperatorPtr rows = std::move(rows_);
        std::vector<double> values(steps_, staleMarker());
        std::vector<bool> several(steps_);
        while (rows->next(row)) {
            for (std::size_t step = 0; step < steps_; ++step) {
                if (isAbsent(row.values[step])) continue;
                several[step] = several[step] || !isAbsent(values[step]);
                values[step] = row.values[step];
            }
        }
        for (std::size_t step = 0; step < steps_; ++step) {
            if (several[step] || isAbsent(values[step]))
                values[step] = std::numeric_limits<double>::quiet_NaN();
        }
        row = {noLabels(), false, std::move(values)};
        return true;
    }

  private:
    OperatorPtr rows_;
    std::size_t steps_;
};

}  // namespace

const LabelsPtr& noLabels() {
    static const LabelsPtr none = std::make_shared<const Labels>();
    return none;
}

OperatorPtr constantRow(double value, const Steps& steps) {
    return std::make_unique<OneRow>(std::vector<double>(steps.count(), value));
}

OperatorPtr stepTimes(const Steps& steps) {
    std::vector<double> values(steps.count());
    for (std::size_t step = 0; step < values.size(); ++step)
        values[step] = static_cast<double>(steps.time(step)) / 1000;
    return std::make_unique<OneRow>(std::move(values));
}

OperatorPtr planScalar(Planner& planner, const Call& call, const Steps& steps) {
    return std::make_unique<OnlyElement>(planner.plan(*call.arguments.front(), steps), steps.count());
}

}  // namespace baro::promql
