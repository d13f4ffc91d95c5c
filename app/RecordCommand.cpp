#include "app/RecordCommand.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <optional>

#include "app/OneShot.h"
#include "app/ServedMetrics.h"
#include "app/StopSignals.h"
#include "core/base/Escape.h"
#include "core/base/Log.h"
#include "core/base/Subscription.h"
#include "core/metrics/FrameSeries.h"
#include "core/sampling/Sampler.h"
#include "core/series/Head.h"
#include "platform/linux/LinuxPlatform.h"

namespace baro::app {
namespace {

std::string_view stateText(CollectorHealth::State state) {
    switch (state) {
        case CollectorHealth::State::Pending:
            return "pending";
        case CollectorHealth::State::Ok:
            return "ok";
        case CollectorHealth::State::Absent:
            return "absent";
        case CollectorHealth::State::Failed:
            return "failed";
    }
    return "unknown";
}

void printReport(const Frame& frame) {
    fmt::print("{:<16} {:>8} {:>12} {:>12}  {}\n", "collector", "readings", "mean", "total", "state");
    for (const CollectorHealth& health : frame.health) {
        const double mean =
            health.secondsSpent / static_cast<double>(std::max<std::uint64_t>(health.readings, 1));
        fmt::print("{:<16} {:>8} {:>9.3f} ms {:>9.1f} ms  {}{}{}\n", health.name, health.readings, mean * 1e3,
                   health.secondsSpent * 1e3, stateText(health.state), health.reason.empty() ? "" : ": ",
                   escapedForTerminal(health.reason));
    }
    if (!frame.readings.self) return;
    const SelfCost& self = *frame.readings.self;
    fmt::print("processor {:.3f} s, resident {:.1f} MB, {} descriptors, {} threads\n", self.cpuSeconds,
               static_cast<double>(self.residentBytes) / 1e6, self.openDescriptors, self.threads);
}

// What others may ask while it is recorded: the last hour, and the newest moment.
class Listening {
  public:
    Listening(const CommandLine& line, FrameHub& hub, const Clock& clock)
        : feeding_(hub.subscribe([this](const FramePtr& frame) { series_.append(*frame); })),
          served_(*line.listen, {hub, head_, clock}, line.collectors, line.procfs,
                  [](const Endpoint::State& state) {
                      log(state.listening ? Severity::Info : Severity::Warning, inWords(state));
                  }) {}

  private:
    Head head_;
    FrameSeries series_{head_};
    const Subscription feeding_;
    ServedMetrics served_;
};

}  // namespace

int record(const CommandLine& line) {
    const StopSignals stop;
    const auto platform = platform::makeLinuxPlatform(rootsOf(line), line.collectors);
    FrameHub hub;
    Sampler sampler(platform->makeCollectors(), platform->clock(), hub);
    fmt::print("Sampling every {} ms; nothing is kept on disk. Stop with Ctrl+C or SIGTERM.\n",
               line.interval.count());
    std::fflush(stdout);
    std::optional<Listening> listening;
    if (line.listen) listening.emplace(line, hub, platform->clock());
    sampler.start(line.interval);
    stop.wait(line.stopAfter);
    sampler.stop();
    const FramePtr last = hub.latest();
    if (line.report && last) printReport(*last);
    return 0;
}

}  // namespace baro::app
