// Clock of each processor, the limits of its policy and how often it was slowed down for heat
// (https://docs.kernel.org/admin-guide/pm/cpufreq.html, Documentation/ABI/testing/sysfs-devices-system-cpu).
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// cpufreq writes kHz: "3400000" is 3.4e9. Malformed for anything else, such as the "<unknown>" of some
// drivers.
Result<double> parseKilohertz(std::string_view text);

std::unique_ptr<Collector> makeCpuFrequenciesCollector(const Roots& roots);

}  // namespace baro::platform
