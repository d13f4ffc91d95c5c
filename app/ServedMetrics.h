// The endpoint of this machine's metrics, as `baro record --listen` and the window's setting run it: what a
// Prometheus scrapes, and the API by which it is asked of its past.
#pragma once

#include <string>

#include "core/base/Clock.h"
#include "core/sampling/CollectionLog.h"
#include "core/sampling/FrameHub.h"
#include "core/series/SeriesSource.h"
#include "core/server/Endpoint.h"
#include "core/server/MetricsSite.h"
#include "core/server/QueryApi.h"

namespace baro::app {

// What is served. All of it must outlive who serves it.
struct Served {
    const FrameHub& hub;
    const SeriesSource& series;
    const Clock& clock;
    const CollectionLog& collection;
    QueryApi::Alerts alerts = {};  // any thread; null: there are no rules
    MetricsSite::More more = {};   // any thread
};

class ServedMetrics {
  public:
    // report: see Endpoint.
    ServedMetrics(const ListenAddress& address, const Served& served, const CollectorChoice& choice,
                  const std::string& procfs, Endpoint::Report report);

  private:
    MetricsSite site_;
    QueryApi api_;
    Endpoint endpoint_;
};

// One line for people: where it listens, or why it does not and what happens next.
std::string inWords(const Endpoint::State& state);

}  // namespace baro::app
