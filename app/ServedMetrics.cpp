#include "app/ServedMetrics.h"

#include <utility>

#include "platform/linux/PortHolders.h"

namespace baro::app {

ServedMetrics::ServedMetrics(const ListenAddress& address, const Served& served,
                             const CollectorChoice& choice, const std::string& procfs,
                             Endpoint::Report report)
    : site_(served.hub, choice, served.more),
      api_(
          served.series, served.clock, [&hub = served.hub] { return metadataOf(hub.latest().get()); },
          [&log = served.collection](std::int64_t now) { return log.state(now); }, served.alerts),
      endpoint_(
          address,
          [this, local = address.isLoopback()](const HttpRequest& request) -> HttpAnswer {
              if (QueryApi::hasPath(request.path)) return api_.answer(request, local);
              return site_.answer(request, local);
          },
          [procfs](const ListenAddress& wanted) {
              return platform::inWords(platform::holdersOf(procfs, wanted.port()));
          },
          std::move(report)) {}

std::string inWords(const Endpoint::State& state) {
    if (state.listening) return "metrics are served on http://" + state.listening->text() + "/metrics";
    return "no metrics are served: " + state.problem + "; trying again every 30 s";
}

}  // namespace baro::app
