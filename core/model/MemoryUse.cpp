#include <algorithm>

#include "core/model/Memory.h"

namespace baro {
namespace {

// OpenZFS gives its cache back down to the minimum; meminfo counts all of it as used (openzfs#10255).
double reclaimableArc(const Memory& memory) {
    return std::max(0.0, memory.zfsArcBytes.value_or(0) - memory.zfsArcMinimumBytes.value_or(0));
}

double estimatedAvailable(const NamedValues& meminfo, double free) {
    return free + meminfo.find("Buffers").value_or(0) + meminfo.find("Cached").value_or(0) -
           meminfo.find("Shmem").value_or(0);
}

}  // namespace

std::optional<MemoryUse> memoryUse(const Memory& memory) {
    const NamedValues& meminfo = memory.meminfo;
    const auto total = meminfo.find("MemTotal");
    const auto free = meminfo.find("MemFree");
    if (!total || !free || !(*total > 0)) return std::nullopt;

    const auto told = meminfo.find("MemAvailable");
    const double available = (told ? *told : estimatedAvailable(meminfo, *free)) + reclaimableArc(memory);

    // What is available is cut into free, buffers and cached, in this order. The kernel keeps a reserve back,
    // so on an empty machine it calls less available than free: the reserve is then part of used.
    MemoryUse use;
    use.total = *total;
    use.available = std::clamp(available, 0.0, *total);
    use.used = use.total - use.available;
    use.free = std::clamp(*free, 0.0, use.available);
    use.buffers = std::clamp(meminfo.find("Buffers").value_or(0), 0.0, use.available - use.free);
    use.cached = use.available - use.free - use.buffers;
    use.swapTotal = meminfo.find("SwapTotal").value_or(0);
    use.swapUsed = std::max(0.0, use.swapTotal - meminfo.find("SwapFree").value_or(0));
    return use;
}

std::string memoryUseFormula(const Memory& memory) {
    std::string formula = memory.meminfo.find("MemAvailable")
                              ? "used = MemTotal - MemAvailable"
                              : "used = MemTotal - (MemFree + Buffers + Cached - Shmem)";
    if (memory.zfsArcBytes) formula += " - (ZFS ARC size - ZFS ARC minimum)";
    return formula;
}

}  // namespace baro
