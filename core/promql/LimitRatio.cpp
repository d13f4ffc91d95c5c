// limit_ratio: a share of the elements, the same ones at every step and in every query, because their labels
// decide (promql/engine.go: HashRatioSampler). Below 0 it is the elements that the share leaves over.
#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "core/promql/Aggregations.h"
#include "core/promql/GroupedRows.h"
#include "core/promql/LabelHash.h"
#include "core/promql/NumberText.h"

namespace baro::promql {
namespace {

class LimitRatio final : public Operator {
  public:
    LimitRatio(Evaluation& evaluation, const Aggregation& aggregation, OperatorPtr rows, ScalarValues ratio)
        : evaluation_(evaluation),
          aggregation_(aggregation),
          rows_(std::move(rows)),
          ratio_(std::move(ratio)),
          identity_(LabelKey::all(evaluation)) {}

    bool next(Row& row) override {
        if (!warned_) warnOfParameters();
        while (rows_->next(row)) {
            if (keep(row)) return true;
        }
        return false;
    }

  private:
    void warnOfParameters() {
        warned_ = true;
        const ParameterRange range = rangeOf(ratio_.all());
        if (range.greatest > 1) warn(range.greatest, "1");
        if (range.least < -1) warn(range.least, "-1");
    }
    void warn(double ratio, const char* limit) {
        evaluation_.warn(aggregation_.parameter->at, "ratio value should be between -1 and 1, got " +
                                                         shortText(ratio) + ", capping to " + limit);
    }

    bool keep(Row& row) {
        const double share = static_cast<double>(labelHash(identity_.labelsOf(row))) / 18446744073709551615.0;
        bool any = false;
        for (std::size_t step = 0; step < row.values.size(); ++step) {
            double& value = row.values[step];
            if (isAbsent(value)) continue;
            const double ratio = ratio_.at(step);
            if (std::isnan(ratio)) return evaluation_.fail("Ratio value NaN is NaN");
            if (!isIn(share, std::clamp(ratio, -1.0, 1.0))) value = staleMarker();
            any = any || !isAbsent(value);
        }
        return any;
    }
    static bool isIn(double share, double ratio) { return ratio >= 0 ? share < ratio : share >= 1 + ratio; }

    Evaluation& evaluation_;
    const Aggregation& aggregation_;
    OperatorPtr rows_;
    ScalarValues ratio_;
    LabelKey identity_;
    bool warned_ = false;
};

}  // namespace

OperatorPtr planLimitRatio(Planner& planner, const Aggregation& aggregation, const Steps& steps) {
    return std::make_unique<LimitRatio>(planner.evaluation(), aggregation,
                                        planner.plan(*aggregation.operand, steps),
                                        planner.scalar(*aggregation.parameter, steps));
}

}  // namespace baro::promql
