// Graphics processors: load, memory, clocks, heat and power, without waking one that sleeps or keeping one
// from it.
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"
#include "platform/linux/Nvml.h"
#include "platform/linux/PciNames.h"

namespace baro::platform {

// Drivers can block, so this collector belongs into a BackgroundCollector. An idle device that may sleep (no
// display on it) is read once in RuntimePower::restTime. NVIDIA's library is asked only while every NVIDIA
// device is awake, and closed when all of them are idle and may sleep.
std::unique_ptr<Collector> makeGpuCollector(const Roots& roots);

// The same with another source of NVIDIA's figures and of names.
std::unique_ptr<Collector> makeGpuCollector(const Roots& roots, std::unique_ptr<Nvml> nvml, PciNames names);

}  // namespace baro::platform
