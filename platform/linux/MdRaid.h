// Software RAID: /proc/mdstat, and the redundancy that /sys/block/md*/md tells
// (https://docs.kernel.org/admin-guide/md.html).
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

std::unique_ptr<Collector> makeMdRaidCollector(const Roots& roots);

}  // namespace baro::platform
