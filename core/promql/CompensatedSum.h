// Sums whose rounding errors are summed too, by Neumaier's variant of Kahan's method, exactly as Prometheus
// does it (promql/functions.go: kahanSumInc), so that the last digit is the same.
#pragma once

#include <cmath>
#include <cstdint>

namespace baro::promql {

class CompensatedSum {
  public:
    CompensatedSum() = default;
    CompensatedSum(double sum, double compensation) : sum_(sum), compensation_(compensation) {}

    void add(double value) {
        const double next = sum_ + value;
        if (std::isinf(next))
            compensation_ = 0;
        else if (std::abs(sum_) >= std::abs(value))
            compensation_ += (sum_ - next) + value;
        else
            compensation_ += (value - next) + sum_;
        sum_ = next;
    }
    double sum() const { return sum_; }  // without the compensation
    double compensation() const { return compensation_; }
    double value() const { return std::isinf(sum_) ? sum_ : sum_ + compensation_; }

  private:
    double sum_ = 0;
    double compensation_ = 0;
};

// A mean: of the sum, and from the sum that would overflow on, incrementally.
class CompensatedMean {
  public:
    void add(double value) {
        ++count_;
        if (count_ == 1)
            state_ = {value, 0};
        else if (!incremental_)
            addToSum(value);
        else
            addToMean(value);
    }
    double value() const {  // NaN when nothing was added
        if (incremental_) return state_.sum() + state_.compensation();
        return state_.sum() / count_ + state_.compensation() / count_;
    }

  private:
    void addToSum(double value) {
        CompensatedSum next = state_;
        next.add(value);
        if (!std::isinf(next.sum())) {
            state_ = next;
            return;
        }
        incremental_ = true;
        state_ = {state_.sum() / (count_ - 1), state_.compensation() / (count_ - 1)};
        addToMean(value);
    }
    void addToMean(double value) {
        const double share = (count_ - 1) / count_;
        state_ = {share * state_.sum(), share * state_.compensation()};
        state_.add(value / count_);
    }

    CompensatedSum state_;  // the sum, or the mean
    double count_ = 0;
    bool incremental_ = false;
};

}  // namespace baro::promql
