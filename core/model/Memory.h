// Memory: what /proc/meminfo and /proc/vmstat say, and what people mean by "used".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/model/NamedValues.h"

namespace baro {

struct Memory {
    // Every line of meminfo under its own name ("MemTotal", "Active(anon)"); bytes where the line says kB, else a count.
    NamedValues meminfo;
    // ZFS's cache, which meminfo counts as used although it is given back under pressure. Bytes.
    std::optional<double> zfsArcBytes;
    std::optional<double> zfsArcMinimumBytes;
};

// The parts that a memory bar shows. They add up to total. Bytes.
struct MemoryUse {
    double total = 0;
    double used = 0;       // total - available
    double cached = 0;     // page cache and reclaimable slab that can be given back, ZFS ARC above its minimum
    double buffers = 0;
    double free = 0;
    double available = 0;  // MemAvailable plus the part of the ZFS ARC that can be given back
    double swapTotal = 0;
    double swapUsed = 0;
};

// Nothing when meminfo lacks MemTotal or MemFree. On a kernel without MemAvailable (before 3.14) it is estimated
// as free + buffers + cached - shared.
std::optional<MemoryUse> memoryUse(const Memory& memory);

// The formula behind memoryUse(), for people: "used = MemTotal - MemAvailable", with the ARC's part where there is one.
std::string memoryUseFormula(const Memory& memory);

struct VirtualMemory {
    NamedValues counters;  // every line of /proc/vmstat under its own name; pages and events since boot
};

}  // namespace baro
