#include "core/model/rates/ProcessRates.h"

#include <algorithm>

#include "core/model/rates/Increase.h"

namespace baro::rates {
namespace {

std::optional<double> perSecond(std::optional<double> amount, double seconds) {
    return amount ? std::optional(*amount / seconds) : std::nullopt;
}

std::optional<ProcessRate> rateOf(const Process& before, const Process& now, double seconds) {
    Increases up;
    ProcessRate rate;
    rate.identity = now.identity;
    // The kernel moves time between user and system when it scales them; their sum only rises.
    rate.cpuSeconds =
        up.of(before.userSeconds + before.systemSeconds, now.userSeconds + now.systemSeconds) / seconds;
    rate.majorFaultsPerSecond = up.of(before.majorFaults, now.majorFaults) / seconds;
    rate.diskReadBytesPerSecond = perSecond(increase(before.diskReadBytes, now.diskReadBytes), seconds);
    rate.diskWrittenBytesPerSecond =
        perSecond(increase(before.diskWrittenBytes, now.diskWrittenBytes), seconds);
    return up.valid() ? std::optional(rate) : std::nullopt;
}

}  // namespace

ProcessRates processRates(const ProcessTable& before, const ProcessTable& now, double seconds,
                          std::optional<double> busyProcessors) {
    ProcessRates rates;
    rates.processes.reserve(now.processes.size());
    double attributed = 0;
    // Both tables ascend by pid, so one walk over the two finds every pair.
    auto known = before.processes.begin();
    for (const Process& process : now.processes) {
        while (known != before.processes.end() && known->identity.pid < process.identity.pid)
            ++known;
        if (known == before.processes.end()) break;
        if (known->identity != process.identity) continue;
        if (const auto rate = rateOf(*known, process, seconds)) {
            attributed += rate->cpuSeconds;
            rates.processes.push_back(*rate);
        }
    }
    // Ticks are counted apart for processes and processors, so the difference may come out a little below
    // zero.
    if (busyProcessors) rates.unattributedCpuSeconds = std::max(*busyProcessors - attributed, 0.0);
    return rates;
}

}  // namespace baro::rates
