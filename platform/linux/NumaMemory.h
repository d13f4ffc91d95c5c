// Memory of each NUMA node: /sys/devices/system/node
// (Documentation/ABI/stable/sysfs-devices-node, https://docs.kernel.org/admin-guide/numastat.html).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/FamilyBuilder.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "Node 0 Active(anon): 691324 kB" becomes node_memory_numa_Active_anon{node="0"} in bytes. The kernel
// chooses the names. Malformed when a line is not of that form; what was added before it stays.
Status parseNodeMeminfo(std::string_view text, std::string_view node, FamilyBuilder& into);

// "numa_hit 193460335812" becomes node_memory_numa_numa_hit_total{node="0"}, in pages.
Status parseNumastat(std::string_view text, std::string_view node, FamilyBuilder& into);

// Absent on kernels without CONFIG_NUMA.
std::unique_ptr<Collector> makeNumaMemoryCollector(const Roots& roots);

}  // namespace baro::platform
