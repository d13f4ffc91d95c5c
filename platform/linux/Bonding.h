// Network interfaces that are bonded to one, and how many of them work
// (https://docs.kernel.org/networking/bonding.html).
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Absent where no bonding driver is loaded.
std::unique_ptr<Collector> makeBondingCollector(const Roots& roots);

}  // namespace baro::platform
