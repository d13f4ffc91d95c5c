// The modes of processor time by node_exporter's names: those of counters, and those of shares.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "core/model/Rates.h"

namespace baro::catalog {

inline constexpr std::array<std::pair<std::string_view, double CpuTimes::*>, 8> cpuTimeModes{{
    {"idle", &CpuTimes::idleSeconds},
    {"iowait", &CpuTimes::iowaitSeconds},
    {"irq", &CpuTimes::irqSeconds},
    {"nice", &CpuTimes::niceSeconds},
    {"softirq", &CpuTimes::softirqSeconds},
    {"steal", &CpuTimes::stealSeconds},
    {"system", &CpuTimes::systemSeconds},
    {"user", &CpuTimes::userSeconds},
}};

inline constexpr std::array<std::pair<std::string_view, double CpuShares::*>, 8> cpuModes{{
    {"idle", &CpuShares::idle},
    {"iowait", &CpuShares::iowait},
    {"irq", &CpuShares::irq},
    {"nice", &CpuShares::nice},
    {"softirq", &CpuShares::softirq},
    {"steal", &CpuShares::steal},
    {"system", &CpuShares::system},
    {"user", &CpuShares::user},
}};

}  // namespace baro::catalog
