#include "ui/series/SampleGrid.h"

#include <algorithm>

namespace baro::ui {
namespace {

constexpr std::int64_t fullMinute = 60'000;

}  // namespace

std::int64_t floorDivide(std::int64_t number, std::int64_t by) {
    return number / by - (number % by < 0 ? 1 : 0);
}

SampleGrid SampleGrid::through(std::int64_t sample, std::chrono::milliseconds interval,
                               std::chrono::milliseconds length) {
    SampleGrid grid;
    grid.sampleInterval = std::max<std::int64_t>(1, interval.count());
    grid.phase = sample - floorDivide(sample, grid.sampleInterval) * grid.sampleInterval;
    grid.delay = grid.sampleInterval * 3 / 4;
    grid.step = grid.sampleInterval * (length.count() / grid.sampleInterval / mostTicks + 1);
    if (grid.isSparse() && grid.step >= fullMinute) {
        grid.step = (grid.step + fullMinute - 1) / fullMinute * fullMinute;
        grid.phase = grid.delay = 0;
    }
    return grid;
}

SampleGrid SampleGrid::withStep(std::chrono::milliseconds wanted, std::chrono::milliseconds length) const {
    SampleGrid grid = *this;
    grid.isStepChosen = true;
    grid.step = std::max({wanted.count(), length.count() / 10'999 + 1, std::int64_t{1}});
    return grid;
}

bool SampleGrid::holds(std::int64_t sample) const {
    const std::int64_t tolerance = sampleInterval / 8;
    const std::int64_t late = sample - phase + tolerance;
    return late - floorDivide(late, sampleInterval) * sampleInterval <= 2 * tolerance;
}

std::int64_t SampleGrid::tickAt(std::int64_t moment) const {
    return floorDivide(moment - phase + sampleInterval / 4, step);
}

std::int64_t SampleGrid::rateRange() const {
    // The sample before the step too, so that no rise falls between two steps; of full minutes there is none.
    const bool isOfFullMinutes = delay == 0;
    return std::max(sampleInterval * 5 / 2, isOfFullMinutes || isStepChosen ? step : step + sampleInterval);
}

}  // namespace baro::ui
