// Thermal zones below class/thermal (https://docs.kernel.org/driver-api/thermal/sysfs-api.html).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/Sensors.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Whether a chip of hwmon shows the same probe already: the kernel gives most zones a chip of the zone's name
// (with
// '_' for '-', which hwmon does not allow), and the processor package zone is coretemp's. Pure.
bool isShownByChip(std::string_view zoneType, const std::vector<std::string>& chipNames);

class ThermalZone {
  public:
    // Limits are read now.
    ThermalZone(const std::string& path, const std::string& type, std::string identity);
    // False when the zone has vanished.
    bool read(Sensor& into);

  private:
    Sensor facts_;
    KeptFile temperature_;
};

// The zones that no chip shows already.
std::vector<ThermalZone> findThermalZones(const Roots& roots, const std::vector<std::string>& chipNames);

}  // namespace baro::platform
