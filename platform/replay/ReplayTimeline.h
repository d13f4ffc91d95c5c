// Which recorded Frame belongs to a moment of the replay, and what its clock readings become there.
#pragma once

#include <vector>

#include "core/model/Frame.h"

namespace baro::platform {

// Plays the Frames at the pace at which they were recorded and starts over at the end. Immutable: any thread
// may use it.
class ReplayTimeline {
  public:
    // frames: at least one, in order. startedAt: the live clock when the replay begins.
    ReplayTimeline(std::vector<FramePtr> frames, const Instant& startedAt);

    // The live clock carried over to the recording's own time since boot, so that ages and uptimes fit the
    // recorded machine. Wall time stays: what is shown happens now.
    Instant replayTime(const Instant& live) const;

    struct Moment {
        FramePtr frame;
        Nanoseconds shift{};      // what the recorded monotonic readings are later by
        Nanoseconds bootShift{};  // more by a pretended sleep at every round
        Nanoseconds wallShift{};  // to now, with the pretended sleep
    };
    // now: as replayTime() gives it.
    Moment at(const Instant& now) const;
    // A recorded Instant as it is at that moment. Counters start anew with every round; the pretended sleep
    // between two rounds tells deriveRates() so: one gap, no spike.
    static Instant shifted(const Instant& recorded, const Moment& moment);

  private:
    std::vector<FramePtr> frames_;
    Nanoseconds round_{};  // how long one round takes
    Nanoseconds monotonicShift_{};
    Nanoseconds bootShift_{};
    Nanoseconds wallShift_{};
};

}  // namespace baro::platform
