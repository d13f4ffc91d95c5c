// What time the system believes it is, where, and by which hardware: the wall clock, the time zone, and
// /sys/devices/system/clocksource (https://docs.kernel.org/timers/timekeeping.html).
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// A machine whose kernel tells no clock sources still has the time.
std::unique_ptr<Collector> makeSystemTimeCollector(const Roots& roots);

}  // namespace baro::platform
