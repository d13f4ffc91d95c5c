// Hardware sensors: the chips of hwmon and the thermal zones that none of them shows.
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Absent where the kernel has neither. Reading a chip can take milliseconds (it asks a bus or a firmware), so
// this collector belongs into a BackgroundCollector. Chips of a sleeping device are not read: their sensors
// are listed with the reason instead of a value. tellsHwmon: fills the section FamilyReadings::hwmon too,
// from the same reading.
std::unique_ptr<Collector> makeSensorsCollector(const Roots& roots, bool tellsHwmon = false);

}  // namespace baro::platform
