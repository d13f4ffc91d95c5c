#include "app/ServedMetrics.h"

#include <utility>

#include "platform/linux/PortHolders.h"

namespace baro::app {

ServedMetrics::ServedMetrics(const ListenAddress& address, const FrameHub& hub, const CollectorChoice& choice,
                             const std::string& procfs, Endpoint::Report report)
    : site_(hub, choice),
      endpoint_(
          address,
          [this, local = address.isLoopback()](const HttpRequest& request) {
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
