// Disks and partitions: counters every second, what they are and where they are mounted when that changes.
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

std::unique_ptr<Collector> makeDisksCollector(const Roots& roots);

}  // namespace baro::platform
