// A scalar at every step: a parameter of a function, an aggregation or an operator.
#pragma once

#include <cstddef>
#include <vector>

#include "core/promql/Operator.h"

namespace baro::promql {

class ScalarValues {
  public:
    explicit ScalarValues(double constant) : values_{constant}, isConstant_(true) {}
    // Pulled when the first value is asked for. A query that fails meanwhile leaves NaN.
    ScalarValues(OperatorPtr scalar, std::size_t steps) : scalar_(std::move(scalar)), steps_(steps) {}

    bool isConstant() const { return isConstant_; }
    double at(std::size_t step) {
        if (scalar_) pull();
        return values_[isConstant_ ? 0 : step];
    }
    // One for all steps when it is constant.
    const std::vector<double>& all() {
        if (scalar_) pull();
        return values_;
    }

  private:
    void pull();

    OperatorPtr scalar_;
    std::size_t steps_ = 1;
    std::vector<double> values_;
    bool isConstant_ = false;
};

}  // namespace baro::promql
