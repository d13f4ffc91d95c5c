#include "core/model/Rates.h"

#include <algorithm>

#include "core/model/Frame.h"
#include "core/model/rates/CpuRates.h"
#include "core/model/rates/DeviceRates.h"
#include "core/model/rates/Increase.h"
#include "core/model/rates/NamedRates.h"
#include "core/model/rates/ProcessRates.h"

namespace baro {
namespace {

// The kept rate of a section not read since, what `derive(before, now, seconds)` makes of a new reading, or
// nothing.
template <class T, class Rate, class Derive>
Rate keptOrDerived(const Section<T>& before, const Section<T>& now, const Rate& kept, Derive derive) {
    if (rates::isUnchanged(before, now)) return kept;
    const auto passed = rates::secondsBetween(before, now);
    if (!passed) return Rate{};
    return derive(*before, *now, *passed);
}

// In processors' worth, when processors were read at the same two moments as processes.
std::optional<double> busyProcessors(const Readings& before, const Readings& now,
                                     const std::optional<CpuRates>& cpu) {
    const bool sameInterval = cpu && now.cpu && before.cpu &&
                              before.processes.takenAt().monotonic == before.cpu.takenAt().monotonic &&
                              now.processes.takenAt().monotonic == now.cpu.takenAt().monotonic;
    if (!sameInterval) return std::nullopt;
    return cpu->total.busy() * static_cast<double>(now.cpu->cpus.size());
}

std::shared_ptr<const ProcessRates> sharedProcessRates(const Readings& before, const Readings& now,
                                                       double seconds, const std::optional<CpuRates>& cpu) {
    auto rates =
        rates::processRates(*before.processes, *now.processes, seconds, busyProcessors(before, now, cpu));
    rates.cpuCount = now.cpu ? static_cast<double>(now.cpu->cpus.size()) : 0;
    return std::make_shared<const ProcessRates>(std::move(rates));
}

// Two processes may have sampled: each tells of itself.
bool isSameProcess(const SelfCost& before, const SelfCost& now) {
    return before.startedAtSeconds == now.startedAtSeconds;
}

std::optional<double> selfCpuRatio(const SelfCost& before, const SelfCost& now, double seconds) {
    if (!isSameProcess(before, now)) return std::nullopt;
    const auto used = rates::increase(before.cpuSeconds, now.cpuSeconds);
    return used ? std::optional(*used / seconds) : std::nullopt;
}

std::optional<double> selfWritten(const SelfCost& before, const SelfCost& now, double seconds) {
    if (!isSameProcess(before, now)) return std::nullopt;
    const auto written = rates::increase(before.writtenBytes, now.writtenBytes);
    return written ? std::optional(*written / seconds) : std::nullopt;
}

}  // namespace

Rates deriveRates(const Frame& previous, const Readings& now, const Instant& takenAt) {
    if (discontinuityBetween(previous.takenAt, takenAt) != Discontinuity::None) return {};
    const Readings& before = previous.readings;
    const Rates& kept = previous.rates;
    const auto names = [](const std::optional<NamedValues>& known) { return known ? &*known : nullptr; };
    Rates rates;
    rates.cpu = keptOrDerived(before.cpu, now.cpu, kept.cpu,
                              [](const auto& a, const auto& b, double) { return rates::cpuRates(a, b); });
    rates.kernel = keptOrDerived(before.kernel, now.kernel, kept.kernel, rates::kernelRates);
    rates.virtualMemory = keptOrDerived(
        before.virtualMemory, now.virtualMemory, kept.virtualMemory,
        [&](const VirtualMemory& a, const VirtualMemory& b, double passed) {
            return std::optional(rates::namedRates(a.counters, b.counters, passed,
                                                   rates::isVirtualMemoryGauge, names(kept.virtualMemory)));
        });
    rates.pressure = keptOrDerived(before.pressure, now.pressure, kept.pressure, rates::pressureRates);
    rates.disks = keptOrDerived(before.disks, now.disks, kept.disks, rates::diskRates);
    rates.network = keptOrDerived(before.network, now.network, kept.network, rates::networkRates);
    rates.sockets = keptOrDerived(
        before.sockets, now.sockets, kept.sockets, [&](const Sockets& a, const Sockets& b, double passed) {
            return std::optional(rates::namedRates(a.protocols, b.protocols, passed, rates::isProtocolGauge,
                                                   names(kept.sockets)));
        });
    rates.energy = keptOrDerived(before.power, now.power, kept.energy, rates::energyRates);
    rates.gpus = keptOrDerived(before.gpus, now.gpus, kept.gpus, rates::gpuRates);
    rates.processes = keptOrDerived(before.processes, now.processes, kept.processes,
                                    [&](const ProcessTable&, const ProcessTable&, double passed) {
                                        return sharedProcessRates(before, now, passed, rates.cpu);
                                    });
    rates.selfCpuRatio = keptOrDerived(before.self, now.self, kept.selfCpuRatio, selfCpuRatio);
    rates.selfWrittenBytesPerSecond =
        keptOrDerived(before.self, now.self, kept.selfWrittenBytesPerSecond, selfWritten);
    return rates;
}

}  // namespace baro
