// Time, injected: nothing in Barograph asks the system for the time except through a Clock, so tests move time
// by hand and suspend, clock steps and reboots can be simulated.
#pragma once

#include <chrono>

namespace baro {

using Nanoseconds = std::chrono::nanoseconds;

// One reading of the three clocks, taken together.
struct Instant {
    Nanoseconds wall{};       // since 1970-01-01 UTC; for labels only: it may jump
    Nanoseconds monotonic{};  // for intervals: never jumps, stands still while the machine sleeps
    Nanoseconds boot{};       // like monotonic, but counts sleep too; boot - monotonic grows by the time asleep

    bool operator==(const Instant&) const = default;
};

// Implementations may be called from any thread.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

inline double seconds(Nanoseconds duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace baro
