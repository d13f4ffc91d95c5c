// Disks, network interfaces, energy counters and graphics processors: things that come and go. Only those
// that are the same device in both readings get a rate.
#pragma once

#include <vector>

#include "core/model/Rates.h"

namespace baro::rates {

std::vector<DiskRates> diskRates(const Disks& before, const Disks& now, double seconds);
std::vector<NetworkRates> networkRates(const Network& before, const Network& now, double seconds);
std::vector<EnergyRate> energyRates(const Power& before, const Power& now, double seconds);
std::vector<GpuRate> gpuRates(const Gpus& before, const Gpus& now, double seconds);

}  // namespace baro::rates
