#include "app/RecordCommand.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <optional>

#include "app/OneShot.h"
#include "app/ServedMetrics.h"
#include "core/base/Escape.h"
#include "core/base/Log.h"
#include "core/sampling/Sampler.h"
#include "platform/linux/LinuxPlatform.h"

namespace baro::app {
namespace {

// Blocked before any thread starts, so that no other thread takes them.
sigset_t blockStopSignals() {
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop, nullptr);
    return stop;
}

void waitForStop(const sigset_t& stop, std::optional<std::chrono::milliseconds> atMost) {
    if (!atMost) {
        int signal = 0;
        sigwait(&stop, &signal);
        return;
    }
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(*atMost);
    const timespec limit{whole.count(), static_cast<long>(Nanoseconds(*atMost - whole).count())};
    while (sigtimedwait(&stop, nullptr, &limit) < 0 && errno == EINTR) {
    }
}

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

}  // namespace

int record(const CommandLine& line) {
    const sigset_t stop = blockStopSignals();
    const auto platform = platform::makeLinuxPlatform(rootsOf(line), line.collectors);
    FrameHub hub;
    Sampler sampler(platform->makeCollectors(), platform->clock(), hub);
    fmt::print("Sampling every {} ms; nothing is kept on disk. Stop with Ctrl+C or SIGTERM.\n",
               line.interval.count());
    std::fflush(stdout);
    std::optional<ServedMetrics> served;
    if (line.listen)
        served.emplace(*line.listen, hub, line.collectors, line.procfs, [](const Endpoint::State& state) {
            log(state.listening ? Severity::Info : Severity::Warning, inWords(state));
        });
    sampler.start(line.interval);
    waitForStop(stop, line.stopAfter);
    sampler.stop();
    const FramePtr last = hub.latest();
    if (line.report && last) printReport(*last);
    return 0;
}

}  // namespace baro::app
