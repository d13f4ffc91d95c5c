// What the firmware says of the machine: /sys/class/dmi/id, from the tables of SMBIOS
// (drivers/firmware/dmi-id.c of the kernel).
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Serial numbers and the UUID are only readable for root; what is not readable is told as empty. Absent where
// the firmware has no such tables.
std::unique_ptr<Collector> makeFirmwareCollector(const Roots& roots);

}  // namespace baro::platform
