// Attributes of network interfaces below class/net
// (https://docs.kernel.org/admin-guide/abi-testing.html, sysfs-class-net).
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Fills FamilyReadings::networkClass. Some drivers ask their hardware for the speed, so it belongs into a
// BackgroundCollector.
std::unique_ptr<Collector> makeNetworkClassCollector(const Roots& roots);

}  // namespace baro::platform
