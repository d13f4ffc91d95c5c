// Which recorded Frame belongs to a moment of the replay, and what its clock readings become there.
#pragma once

#include <vector>

#include "core/model/FieldList.h"
#include "core/model/Frame.h"

namespace baro::platform {

// Plays the Frames at the pace at which they were recorded and starts over at the end. It begins well inside,
// so that what was recorded before is there as its past. Immutable: any thread may use it.
class ReplayTimeline {
  public:
    // frames: at least one, in order. startedAt: the live clock when the replay begins.
    ReplayTimeline(std::vector<FramePtr> frames, const Instant& startedAt);

    // The Frames up to and with the one that is shown at the start, with the wall time that they would have
    // had.
    std::vector<FramePtr> past() const;
    // From one Frame to the next, on average.
    Nanoseconds pace() const { return round_ / frames_.size(); }

    // The live clock carried over to the recording's own time since boot, so that ages and uptimes fit the
    // recorded machine. Wall time stays: what is shown happens now. Counters start anew with every round; a
    // pretended sleep between two rounds tells deriveRates() and the series so: one gap, no spike.
    Instant replayTime(const Instant& live) const;

    struct Moment {
        FramePtr frame;
        Nanoseconds shift{};      // what the recorded monotonic readings are later by
        Nanoseconds bootShift{};  // more by a pretended sleep at every round
        Nanoseconds wallShift{};  // to now, with the pretended sleep
    };
    // now: as replayTime() gives it.
    Moment at(const Instant& now) const;
    // A recorded Instant as it is at that moment.
    static Instant shifted(const Instant& recorded, const Moment& moment);

  private:
    template <HasFieldList T>
    static void shiftSections(T& sections, const Moment& moment);
    Nanoseconds::rep roundsPlayed(Nanoseconds monotonic) const;

    std::vector<FramePtr> frames_;
    std::size_t startsWith_ = 0;
    Nanoseconds round_{};  // how long one round takes
    Nanoseconds monotonicShift_{};
    Nanoseconds bootShift_{};
    Nanoseconds wallShift_{};
};

}  // namespace baro::platform
