// Thermal zones and cooling devices below class/thermal
// (https://docs.kernel.org/driver-api/thermal/sysfs-api.html), all of them: what people look at is in
// Sensors.h.
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Fills FamilyReadings::thermalZones. Firmware answers for most zones and can take milliseconds, so it
// belongs into a BackgroundCollector.
std::unique_ptr<Collector> makeThermalClassCollector(const Roots& roots);

}  // namespace baro::platform
