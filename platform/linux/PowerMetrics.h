// Power supplies and energy counters as node_exporter's metrics.
#pragma once

#include <string_view>
#include <vector>

#include "core/model/FamilyBuilder.h"
#include "core/model/Power.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {

// uevent: of one supply, its type included. What is missing or no number is left out.
void tellPowerSupply(const UeventProperties& uevent, FamilyBuilder& into);

// folder: where the zones stand, "/sys/class/powercap". The metric has the zone's name, the label `index` its
// number: "package-1" ends with it, others ("dram") are counted.
void tellEnergy(const std::vector<EnergyCounter>& counters, std::string_view folder, FamilyBuilder& into);

}  // namespace baro::platform
