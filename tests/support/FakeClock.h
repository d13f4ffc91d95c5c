// Time moved by hand.
#pragma once

#include "core/base/Clock.h"

namespace baro::test {

class FakeClock final : public Clock {
  public:
    Instant now() const override { return instant; }

    void advance(Nanoseconds by) {
        instant.wall += by;
        instant.monotonic += by;
        instant.boot += by;
    }
    void sleep(Nanoseconds by) {  // the machine is suspended
        instant.wall += by;
        instant.boot += by;
    }
    void step(Nanoseconds by) { instant.wall += by; }  // somebody sets the clock

    Instant instant{std::chrono::seconds(1'700'000'000), std::chrono::seconds(1000), std::chrono::seconds(1000)};
};

}  // namespace baro::test
