// Keeps what a single Frame cannot tell of its collectors: when each was read last, and how often each failed
// in the last 24 hours. Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/sampling/CollectionState.h"

namespace baro {

struct PastFailures {
    std::string collector;
    std::int64_t timeMilliseconds = 0;  // since 1970-01-01 UTC
    std::uint64_t count = 0;
};

class CollectionLog {
  public:
    static constexpr std::chrono::hours remembered{24};

    // Every Frame, in the order in which they were taken. One that is left out costs the time of a reading,
    // no failure. sampledBy: the process that took it; 0: this one.
    void take(const FramePtr& frame, std::int32_t sampledBy = 0);
    std::int32_t sampledBy() const;  // the newest Frame
    // What is known of the time before the first Frame, from `since` on.
    void remember(const std::vector<PastFailures>& failures, std::int64_t since);

    // now: milliseconds since 1970-01-01 UTC.
    CollectionState state(std::int64_t now) const;

  private:
    struct FailuresFrom {
        std::int64_t begin = 0;  // of a quarter of an hour
        std::uint64_t count = 0;
    };
    struct Known {
        std::uint64_t readings = 0;
        std::uint64_t failures = 0;
        Instant lastReading;
        std::deque<FailuresFrom> recent;
    };
    static void count(Known& known, std::int64_t time, std::uint64_t failures);
    void note(const CollectorHealth& health, const Instant& at) BARO_REQUIRES(mutex_);
    void countAnewFrom(const Frame& frame, std::int32_t sampledBy) BARO_REQUIRES(mutex_);
    CollectorStanding standingOf(const CollectorHealth& health) const BARO_REQUIRES(mutex_);

    mutable Mutex mutex_;
    FramePtr newest_ BARO_GUARDED_BY(mutex_);
    Nanoseconds pace_ BARO_GUARDED_BY(mutex_){};  // between the two newest Frames; 0 before the second one
    std::int64_t begun_ BARO_GUARDED_BY(mutex_) = 0;
    std::optional<std::int64_t> rememberedSince_ BARO_GUARDED_BY(mutex_);
    std::int32_t sampledBy_ BARO_GUARDED_BY(mutex_) = 0;
    std::map<std::string, Known, std::less<>> known_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro
