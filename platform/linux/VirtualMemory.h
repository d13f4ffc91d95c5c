// The counters of /proc/vmstat: faults, swapping, reclaim, out-of-memory kills (proc(5)).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Memory.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"
#include "platform/linux/NamedValuesBuilder.h"

namespace baro::platform {

// "name number" a line. The result shares `known`, the names of an earlier reading, when they are the same.
Result<NamedValues> parseVmstat(std::string_view text, const SharedNames& known);

std::unique_ptr<Collector> makeVirtualMemoryCollector(const Roots& roots);

}  // namespace baro::platform
