// Hardware watchdogs, which restart a machine that hangs: /sys/class/watchdog
// (https://docs.kernel.org/watchdog/watchdog-api.html, Documentation/ABI/testing/sysfs-class-watchdog).
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// What a driver does not tell has no sample. Reading some attributes asks the device.
std::unique_ptr<Collector> makeWatchdogsCollector(const Roots& roots);

}  // namespace baro::platform
