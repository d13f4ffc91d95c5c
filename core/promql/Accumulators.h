// What the aggregations that run along compute: of one group at one step, one value after the other, exactly
// as Prometheus does it (promql/engine.go: aggregation).
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "core/promql/CompensatedSum.h"

namespace baro::promql {

class SumAccumulator {
  public:
    void add(double value) {
        if (any_)
            sum_.add(value);
        else
            sum_ = {value, 0};
        any_ = true;
    }
    bool any() const { return any_; }
    double value() const { return sum_.value(); }

  private:
    CompensatedSum sum_;
    bool any_ = false;
};

class AverageAccumulator {
  public:
    void add(double value) {
        mean_.add(value);
        any_ = true;
    }
    bool any() const { return any_; }
    double value() const { return mean_.value(); }

  private:
    CompensatedMean mean_;
    bool any_ = false;
};

class CountAccumulator {
  public:
    void add(double) { ++count_; }
    bool any() const { return count_ > 0; }
    double value() const { return static_cast<double>(count_); }

  private:
    std::uint64_t count_ = 0;
};

class GroupAccumulator {
  public:
    void add(double) { any_ = true; }
    bool any() const { return any_; }
    double value() const { return 1; }

  private:
    bool any_ = false;
};

// NaN only when all values are.
template <bool wantsGreater>
class ExtremeAccumulator {
  public:
    void add(double value) {
        const bool better = wantsGreater ? value > value_ : value < value_;
        if (!any_ || better || std::isnan(value_)) value_ = value;
        any_ = true;
    }
    bool any() const { return any_; }
    double value() const { return value_; }

  private:
    double value_ = 0;
    bool any_ = false;
};
using MinimumAccumulator = ExtremeAccumulator<false>;
using MaximumAccumulator = ExtremeAccumulator<true>;

// Welford's method: the mean and the sum of squared differences to it.
class VarianceAccumulator {
  public:
    void add(double value) {
        ++count_;
        if (count_ == 1) {
            mean_ = value;
            squares_ = std::isfinite(value) ? 0 : std::numeric_limits<double>::quiet_NaN();
            return;
        }
        const double difference = value - mean_;
        mean_ += difference / count_;
        squares_ += difference * (value - mean_);
    }
    bool any() const { return count_ > 0; }
    double value() const { return squares_ / count_; }

  private:
    double count_ = 0;
    double mean_ = 0;
    double squares_ = 0;
};

class DeviationAccumulator {
  public:
    void add(double value) { variance_.add(value); }
    bool any() const { return variance_.any(); }
    double value() const { return std::sqrt(variance_.value()); }

  private:
    VarianceAccumulator variance_;
};

}  // namespace baro::promql
