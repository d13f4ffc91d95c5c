// Whether a device may be read without waking it or keeping it awake
// (https://docs.kernel.org/power/runtime_pm.html).
#pragma once

#include <optional>
#include <string>

#include "core/base/Clock.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Reading power/runtime_status itself never wakes a device. Not thread-safe.
class RuntimePower {
  public:
    // After a reading in which a device that may sleep was idle it is left alone for this long: drivers count
    // a read as use, and suspend only after a pause (5 s in amdgpu, 10 s in i915). A person who reads the
    // same device in two places (its figures and its sensors) still leaves half of it.
    static constexpr auto restTime = std::chrono::seconds(30);

    explicit RuntimePower(const std::string& devicePath);  // ".../0000:03:00.0"

    enum class Verdict { Read, Asleep, Resting };
    // canSleep: what else than power/control decides it (no display is lit) allows sleep.
    Verdict verdict(const Instant& now, bool canSleep);
    void wasRead(const Instant& now, bool idle);

    // Suspended, or on the way there or back: touching it would wake it. A device without runtime power
    // management is awake.
    bool isAsleep();
    // Allowed to suspend by itself: power/control is "auto".
    bool isManaged();

  private:
    KeptFile status_;
    KeptFile control_;
    std::optional<Nanoseconds> restsUntil_;  // monotonic
};

}  // namespace baro::platform
