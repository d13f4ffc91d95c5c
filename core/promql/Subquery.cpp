// Subqueries: an expression at steps of its own, whose values are the samples of a range. Their steps are
// whole multiples of the step since 1970, wherever the query begins.
#include <utility>
#include <vector>

#include "core/promql/Selectors.h"

namespace baro::promql {
namespace {

class SubquerySamples final : public SampleStream {
  public:
    SubquerySamples(Evaluation& evaluation, OperatorPtr inner, const Steps& steps, RangeShape shape)
        : evaluation_(evaluation), inner_(std::move(inner)), steps_(steps), shape_(shape) {}

    bool next() override {
        if (!inner_->next(row_)) return false;
        samples_.clear();
        for (std::size_t step = 0; step < row_.values.size(); ++step) {
            if (!isAbsent(row_.values[step])) samples_.push_back({steps_.time(step), row_.values[step]});
        }
        return evaluation_.proceed(samples_.size());
    }
    const LabelsPtr& labels() const override { return row_.labels; }
    bool dropsName() const override { return row_.dropsName; }
    std::span<const Sample> samples() const override { return samples_; }
    const RangeShape& shape() const override { return shape_; }

  private:
    Evaluation& evaluation_;
    OperatorPtr inner_;
    Steps steps_;
    RangeShape shape_;
    Row row_;
    std::vector<Sample> samples_;
};

// The first multiple of the step after the time; the largest time when there is none.
std::int64_t alignedAfter(std::int64_t time, std::int64_t step) {
    const std::int64_t into = ((time % step) + step) % step;
    std::int64_t aligned = 0;
    if (__builtin_add_overflow(time, step - into, &aligned)) return std::numeric_limits<std::int64_t>::max();
    return aligned;
}

}  // namespace

SampleStreamPtr planSubquery(Planner& planner, const Subquery& subquery, const Steps& steps) {
    Evaluation& evaluation = planner.evaluation();
    const RangeShape shape{planner.shiftOf(subquery.offsetMilliseconds, subquery.at),
                           subquery.rangeMilliseconds, evaluation.options().rangesIncludeStart};
    const std::int64_t step = subquery.stepMilliseconds > 0
                                  ? subquery.stepMilliseconds
                                  : evaluation.options().defaultSubqueryStepMilliseconds;
    const Steps inner{alignedAfter(shape.before(steps.start), step), shape.end(lastTime(steps)), step};
    OperatorPtr rows =
        inner.start > inner.end ? std::make_unique<NoRows>() : planner.plan(*subquery.inner, inner);
    return std::make_unique<SubquerySamples>(evaluation, std::move(rows), inner, shape);
}

}  // namespace baro::promql
