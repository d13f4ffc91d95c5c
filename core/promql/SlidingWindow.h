// The range of a step, moved along the samples of one series: each sample is passed once.
#pragma once

#include <cstddef>

#include "core/promql/RangeFunctions.h"
#include "core/promql/SampleStream.h"

namespace baro::promql {

class SlidingWindow {
  public:
    // Of the stream's current series.
    explicit SlidingWindow(const SampleStream& stream) : samples_(stream.samples()), shape_(stream.shape()) {}

    // Times ascend. False: no sample is in the step's range.
    bool moveTo(std::int64_t stepTime) {
        window_.at = stepTime;
        window_.to = shape_.end(stepTime);
        window_.from = earlier(window_.to, shape_.length);
        while (end_ < samples_.size() && samples_[end_].timeMilliseconds <= window_.to)
            ++end_;
        const std::int64_t before = shape_.before(stepTime);
        while (begin_ < end_ && samples_[begin_].timeMilliseconds <= before)
            ++begin_;
        window_.samples = samples_.subspan(begin_, end_ - begin_);
        return begin_ < end_;
    }
    const Window& get() const { return window_; }

  private:
    std::span<const Sample> samples_;
    RangeShape shape_;
    Window window_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace baro::promql
