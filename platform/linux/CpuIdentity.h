// What each processor says about itself in /proc/cpuinfo (proc(5)), and which ones the scheduler leaves
// alone.
#pragma once

#include <memory>
#include <string_view>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Malformed when the text is cut or has a line that is not "name : value"; tells nothing on architectures
// that number no processor.
Status tellCpuinfo(std::string_view text, FamilyBuilder& into);

// Fills FamilyReadings::cpuInfo. Kernels before 5.18 measure each processor's clock for 10 ms when cpuinfo is
// read, so it belongs into a BackgroundCollector.
std::unique_ptr<Collector> makeCpuIdentityCollector(const Roots& roots);

}  // namespace baro::platform
