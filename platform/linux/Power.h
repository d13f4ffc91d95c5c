// Batteries, mains and the processor's energy counters.
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Every second where the processor counts energy, else every 5 s; batteries are asked every 5 s in both
// cases. They can take tens of milliseconds to answer, so this collector belongs into a BackgroundCollector.
// families: the sections of FamilyReadings that it fills too, from the same readings.
struct PowerFamilies {
    bool supplies = false;
    bool rapl = false;
};
std::unique_ptr<Collector> makePowerCollector(const Roots& roots, PowerFamilies families = {});

}  // namespace baro::platform
