#include <algorithm>
#include <utility>
#include <vector>

#include "core/promql/Selectors.h"
#include "core/promql/SeriesReader.h"

namespace baro::promql {
namespace {

bool isMarker(const Sample& sample) {
    return isStaleMarker(sample.value);
}

class SelectedSamples final : public SampleStream {
  public:
    SelectedSamples(Evaluation& evaluation, SeriesQuery query, RangeShape shape)
        : reader_(evaluation, std::move(query)), shape_(shape) {}

    bool next() override {
        if (!reader_.next()) return false;
        samples_ = reader_.samples();
        if (std::ranges::any_of(samples_, isMarker)) {
            known_.clear();
            std::ranges::remove_copy_if(samples_, std::back_inserter(known_), isMarker);
            samples_ = known_;
        }
        return true;
    }
    const LabelsPtr& labels() const override { return reader_.labels(); }
    bool dropsName() const override { return false; }
    std::span<const Sample> samples() const override { return samples_; }
    const RangeShape& shape() const override { return shape_; }

  private:
    SeriesReader reader_;
    RangeShape shape_;
    std::span<const Sample> samples_;
    std::vector<Sample> known_;  // the samples without the markers, where there are any
};

}  // namespace

SampleStreamPtr planMatrixSelector(Planner& planner, const MatrixSelector& matrix, const Steps& steps) {
    const RangeShape shape{planner.shiftOf(matrix.selector.offsetMilliseconds, matrix.selector.at),
                           matrix.rangeMilliseconds, planner.evaluation().options().rangesIncludeStart};
    const TimeRange range{earlier(shape.before(steps.start), -1), shape.end(lastTime(steps))};
    return std::make_unique<SelectedSamples>(planner.evaluation(),
                                             SeriesQuery{matrix.selector.matchers, range}, shape);
}

}  // namespace baro::promql
