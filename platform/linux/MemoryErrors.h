// Errors that memory with error correction found: /sys/devices/system/edac
// (https://docs.kernel.org/driver-api/edac.html, Documentation/ABI/testing/sysfs-devices-edac).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "mc#0csrow#1channel#0", as the kernel names a module that nobody has named, in node_exporter's spelling:
// "mc0_csrow1_channel0".
std::string moduleLabel(std::string_view text);

// Absent where no driver watches the memory.
std::unique_ptr<Collector> makeMemoryErrorsCollector(const Roots& roots);

}  // namespace baro::platform
