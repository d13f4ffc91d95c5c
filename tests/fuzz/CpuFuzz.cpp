#include <cmath>

#include "platform/linux/Cpu.h"
#include "tests/fuzz/FuzzInput.h"

namespace {

void requireCounters(const baro::CpuTimes& times) {
    for (const double value : {times.userSeconds, times.niceSeconds, times.systemSeconds, times.idleSeconds,
                               times.iowaitSeconds, times.irqSeconds, times.softirqSeconds,
                               times.stealSeconds, times.guestSeconds, times.guestNiceSeconds})
        baro::fuzz::require(std::isfinite(value) && value >= 0);
}

}  // namespace

BARO_FUZZ_TARGET(CpuFuzz, text) {
    const auto stat = baro::platform::parseStat(text, 100);
    if (!stat) return;
    requireCounters(stat->cpu.total);
    int previous = -1;
    for (const auto& cpu : stat->cpu.cpus) {
        requireCounters(cpu.times);
        baro::fuzz::require(cpu.cpu > previous);
        previous = cpu.cpu;
    }
    if (!stat->kernel) return baro::fuzz::require(!stat->kernel.error().message.empty());
    for (const double count : stat->kernel.value().softirqs)
        baro::fuzz::require(std::isfinite(count) && count >= 0);
}
