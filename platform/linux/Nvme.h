// NVMe controllers and their namespaces: /sys/class/nvme (Documentation/ABI/testing/sysfs-nvme).
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Absent where there is none. Reading some attributes asks the controller.
std::unique_ptr<Collector> makeNvmeCollector(const Roots& roots);

}  // namespace baro::platform
