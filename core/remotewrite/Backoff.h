// How long to wait after a failure: twice as long each time, and not all at the same moment.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <random>

#include "core/base/Clock.h"

namespace baro::remotewrite {

class Backoff {
  public:
    // min_backoff and max_backoff of Prometheus, for a server that answers. Where nothing does, or where
    // somebody must act, asking twice a minute is enough.
    static constexpr std::chrono::milliseconds least{30};
    static constexpr std::chrono::milliseconds most{5'000};
    static constexpr std::chrono::milliseconds mostWithoutAnswer{30'000};

    explicit Backoff(std::uint32_t seed) : random_(seed) {}

    // Between half of it and all of it.
    Nanoseconds next(Nanoseconds longest) {
        const Nanoseconds whole = std::min<Nanoseconds>(least * (std::int64_t{1} << failures_), longest);
        failures_ = std::min(failures_ + 1, 20);
        const double part = std::uniform_real_distribution(0.5, 1.0)(random_);
        return std::chrono::duration_cast<Nanoseconds>(whole * part);
    }
    void reset() { failures_ = 0; }

  private:
    std::minstd_rand random_;
    int failures_ = 0;  // in a row
};

}  // namespace baro::remotewrite
