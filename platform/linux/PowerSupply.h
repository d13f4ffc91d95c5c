// Batteries and mains adapters below class/power_supply
// (https://docs.kernel.org/power/power_supply_class.html).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/model/Power.h"
#include "platform/linux/Files.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {

// One supply's uevent holds all of its properties in one read. At most one of the two is set: supplies of
// other kinds (wireless pads, unknown ones) and empty battery bays are neither.
struct PowerSupply {
    std::optional<Battery> battery;
    std::optional<Mains> mains;
};
// Microwatts, microvolts, microampere-hours and percent become base units. A property that is no number, or
// one that cannot be true (a charge of 255 %), is left unknown. Malformed when it is no uevent or names no
// type.
Result<PowerSupply> parsePowerSupply(std::string_view uevent);
Result<PowerSupply> powerSupplyFrom(const UeventProperties& uevent);

struct PowerSupplies {
    std::vector<Battery> batteries;
    std::vector<Mains> mains;
    std::vector<UeventProperties> properties;  // of every supply, whatever its kind
    std::optional<Error> problem;              // why one that is there is not among them
};
// Looks anew each time, so that a headset that comes or goes is seen. Firmware may take tens of milliseconds
// to answer.
PowerSupplies readPowerSupplies(const Roots& roots);

}  // namespace baro::platform
