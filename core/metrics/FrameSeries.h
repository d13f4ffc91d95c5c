// Turns each Frame into one tick of a Head: every metric of the catalog and every kernel-named one.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "core/model/Frame.h"
#include "core/series/Head.h"

namespace baro {

// A sample of a tick that is not read from the Frame, such as that of a rule. Nothing: it has none at this
// tick, and none is missing.
struct AddedSample {
    LabelsPtr labels;
    std::optional<double> value;
};

// Used by one thread, the Head's writer. The Head must outlive it.
class FrameSeries {
  public:
    explicit FrameSeries(Head& head);
    ~FrameSeries();
    FrameSeries(const FrameSeries&) = delete;
    FrameSeries& operator=(const FrameSeries&) = delete;

    // Counters have a sample only at Frames that read them anew: a repeated one would look like standing
    // still, and then like a leap. Gauges stand in every Frame. After a discontinuity a gap is marked first,
    // so that no rate crosses it. Of a sampler's first two Frames, which come close together, no counter has
    // a sample: PromQL's rate() over them, and over them and the next ones, would be far too low.
    void append(const Frame& frame, std::span<const AddedSample> added = {});

  private:
    class Cache;
    Head& head_;
    std::unique_ptr<Cache> cache_;
    bool isWarmingUp_ = false;
};

}  // namespace baro
