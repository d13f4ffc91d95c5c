// The three clocks of clock_gettime(2).
#pragma once

#include "core/base/Clock.h"

namespace baro::platform {

class LinuxClock final : public Clock {
  public:
    Instant now() const override;
};

}  // namespace baro::platform
