// What a block device is: from its folder in sysfs (https://docs.kernel.org/admin-guide/abi-stable.html,
// sysfs-block) and, for what the kernel does not print, from udev's database.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/model/Disks.h"
#include "platform/linux/Diskstats.h"

namespace baro::platform {

// "nvme", "sata", "usb", ... from where the device hangs: "../../devices/pci0000:00/.../nvme/nvme0/nvme0n1".
// Empty when the path does not tell.
std::string_view transportOf(std::string_view devicePath);

// The properties ("E:ID_MODEL=...") of one entry of udev's database (/run/udev/data/b259:0).
using UdevProperties = std::map<std::string, std::string, std::less<>>;
Result<UdevProperties> parseUdevEntry(std::string_view text);

// Empty when udev knows nothing of the device.
UdevProperties readUdevEntry(const Roots& roots, DeviceNumber number);

// "Samsung\x20SSD": udev writes what is not a plain character as \xNN.
std::string decodeHexEscapes(std::string_view text);

// Facts of one device, without mount points. What cannot be read is empty or nothing. A partition has the
// hardware of its disk.
DiskFacts readDiskFacts(const Roots& roots, const DiskstatsRow& device);

}  // namespace baro::platform
