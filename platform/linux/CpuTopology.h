// What the processors are and how they hang together (https://docs.kernel.org/admin-guide/cputopology.html).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "32768K", as a cache's size attribute says, in bytes.
Result<std::uint64_t> parseCacheSize(std::string_view text);

std::unique_ptr<Collector> makeCpuTopologyCollector(const Roots& roots);

}  // namespace baro::platform
