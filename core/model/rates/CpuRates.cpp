#include "core/model/rates/CpuRates.h"

#include <algorithm>

#include "core/model/rates/Increase.h"

namespace baro::rates {
namespace {

std::optional<double> stalledRatio(const std::optional<PressureLine>& before,
                                   const std::optional<PressureLine>& now, double seconds) {
    if (!before || !now) return std::nullopt;
    const auto stalled = increase(before->stalledSeconds, now->stalledSeconds);
    // The kernel adds up stall time when a state ends, which can be a little more than the interval.
    return stalled ? std::optional(std::min(*stalled / seconds, 1.0)) : std::nullopt;
}

}  // namespace

std::optional<CpuShares> cpuShares(const CpuTimes& before, const CpuTimes& now) {
    Increases up;
    const double guest = up.of(before.guestSeconds, now.guestSeconds);
    const double guestNice = up.of(before.guestNiceSeconds, now.guestNiceSeconds);
    CpuShares shares;
    // Guest time is counted in user and nice as well, but rounded apart, so the difference may be a tick
    // below zero.
    shares.user = std::max(up.of(before.userSeconds, now.userSeconds) - guest, 0.0);
    shares.nice = std::max(up.of(before.niceSeconds, now.niceSeconds) - guestNice, 0.0);
    shares.guest = guest + guestNice;
    shares.system = up.of(before.systemSeconds, now.systemSeconds);
    shares.idle = up.of(before.idleSeconds, now.idleSeconds);
    shares.irq = up.of(before.irqSeconds, now.irqSeconds);
    shares.softirq = up.of(before.softirqSeconds, now.softirqSeconds);
    shares.steal = up.of(before.stealSeconds, now.stealSeconds);
    // proc(5): "the value in this field may decrease in certain conditions"; the others then still hold.
    shares.iowait = std::max(now.iowaitSeconds - before.iowaitSeconds, 0.0);
    if (!up.valid()) return std::nullopt;

    const double counted = shares.busy() + shares.idle + shares.iowait;
    if (counted <= 0) return std::nullopt;
    for (double* share : {&shares.user, &shares.nice, &shares.system, &shares.idle, &shares.iowait,
                          &shares.irq, &shares.softirq, &shares.steal, &shares.guest})
        *share /= counted;
    return shares;
}

std::optional<CpuRates> cpuRates(const CpuActivity& before, const CpuActivity& now) {
    const auto total = cpuShares(before.total, now.total);
    if (!total) return std::nullopt;
    CpuRates rates{*total, {}};
    rates.cpus.reserve(now.cpus.size());
    auto known = before.cpus.begin();
    for (const CpuCoreTimes& core : now.cpus) {
        while (known != before.cpus.end() && known->cpu < core.cpu)
            ++known;
        const bool isKnown = known != before.cpus.end() && known->cpu == core.cpu;
        rates.cpus.push_back({core.cpu, isKnown ? cpuShares(known->times, core.times) : std::nullopt});
    }
    return rates;
}

std::optional<KernelRates> kernelRates(const KernelActivity& before, const KernelActivity& now,
                                       double seconds) {
    Increases up;
    const KernelRates rates{up.of(before.interrupts, now.interrupts) / seconds,
                            up.of(before.contextSwitches, now.contextSwitches) / seconds,
                            up.of(before.forks, now.forks) / seconds};
    return up.valid() ? std::optional(rates) : std::nullopt;
}

PressureRates pressureRates(const Pressure& before, const Pressure& now, double seconds) {
    PressureRates rates;
    if (before.cpu && now.cpu) {
        rates.cpuSome = stalledRatio(before.cpu->some, now.cpu->some, seconds);
        rates.cpuFull = stalledRatio(before.cpu->full, now.cpu->full, seconds);
    }
    if (before.memory && now.memory) {
        rates.memorySome = stalledRatio(before.memory->some, now.memory->some, seconds);
        rates.memoryFull = stalledRatio(before.memory->full, now.memory->full, seconds);
    }
    if (before.io && now.io) {
        rates.ioSome = stalledRatio(before.io->some, now.io->some, seconds);
        rates.ioFull = stalledRatio(before.io->full, now.io->full, seconds);
    }
    return rates;
}

}  // namespace baro::rates
