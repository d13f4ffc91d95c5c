// Shares of processor time, and the kernel's event counters.
#pragma once

#include <optional>

#include "core/model/Rates.h"

namespace baro::rates {

// Nothing when no time was counted or a counter other than iowait went backwards.
std::optional<CpuShares> cpuShares(const CpuTimes& before, const CpuTimes& now);
std::optional<CpuRates> cpuRates(const CpuActivity& before, const CpuActivity& now);
std::optional<KernelRates> kernelRates(const KernelActivity& before, const KernelActivity& now,
                                       double seconds);
PressureRates pressureRates(const Pressure& before, const Pressure& now, double seconds);

}  // namespace baro::rates
