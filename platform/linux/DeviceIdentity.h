// Names of devices that survive a reboot and another order of drivers: never hwmon3 or nvme0.
#pragma once

#include <string>
#include <string_view>

namespace baro::platform {

// Of a device's real path below sysfs, "devices/" and the parts that are numbered in order of appearance left
// out: "pci0000:00/0000:00:18.3". Pure.
std::string stableBusPath(std::string_view pathBelowDevices);

// Of the device directory (or a link to it): its serial number or world-wide name where it has one (disks
// move between ports), else its bus path. sysfs is the root. Empty when the directory does not exist.
std::string deviceIdentity(const std::string& sysfs, const std::string& devicePath);

// The nearest PCI device at or above a device directory, as a path; empty when it is on another bus.
std::string pciDeviceAbove(const std::string& sysfs, const std::string& devicePath);

// "0000:03:00.0"
bool isPciAddress(std::string_view text);

}  // namespace baro::platform
