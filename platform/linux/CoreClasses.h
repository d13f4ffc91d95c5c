// Which processors are made for speed and which for thrift, where the kernel tells.
#pragma once

#include <optional>
#include <vector>

#include "core/model/Cpu.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// From the relative speed of each processor (nothing: not told). Less than three quarters of the fastest is
// Efficiency: favoured cores of one kind differ by a tenth, kinds by a third and more. All Unknown when the
// speeds are alike, or when one is not told.
std::vector<CoreClass> coreClassesFrom(const std::vector<std::optional<double>>& speeds);

// Intel lists its kinds as two performance monitors (/sys/devices/cpu_core and cpu_atom); elsewhere
// cpu_capacity or ACPI's highest performance tells speeds apart.
void addCoreClasses(const Roots& roots, std::vector<CpuPlace>& cpus);

}  // namespace baro::platform
