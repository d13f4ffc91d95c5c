// The endpoint of this machine's metrics, as `baro record --listen` and the window's setting run it.
#pragma once

#include <string>

#include "core/sampling/FrameHub.h"
#include "core/server/Endpoint.h"
#include "core/server/MetricsSite.h"

namespace baro::app {

class ServedMetrics {
  public:
    // hub must outlive it. report: see Endpoint.
    ServedMetrics(const ListenAddress& address, const FrameHub& hub, const CollectorChoice& choice,
                  const std::string& procfs, Endpoint::Report report);

  private:
    MetricsSite site_;
    Endpoint endpoint_;
};

// One line for people: where it listens, or why it does not and what happens next.
std::string inWords(const Endpoint::State& state);

}  // namespace baro::app
