// What machine this is: names from the kernel (/proc/sys/kernel), the distribution, and the firmware
// (/sys/class/dmi/id, or the device tree).
#pragma once

#include <memory>
#include <string_view>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "3454.47 6731.52": seconds since boot, and processors' idle time.
Result<double> parseUptime(std::string_view text);

// What a maker left to be filled in ("To Be Filled By O.E.M.", "Default string") is nothing.
std::string firmwareName(std::string_view text);

std::unique_ptr<Collector> makeHostCollector(const Roots& roots);

}  // namespace baro::platform
