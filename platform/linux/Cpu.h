// Processor times and kernel activity, both from one reading of /proc/stat (proc(5)).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Cpu.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

struct Stat {
    CpuActivity cpu;
    Result<KernelActivity> kernel;  // fails by itself: the times are good without it
};

// ticksPerSecond: the unit of the times, sysconf(_SC_CLK_TCK). Fields that a processor line lacks count as 0:
// the kernel that printed it did not know that state. Malformed without the line of the total.
Result<Stat> parseStat(std::string_view text, double ticksPerSecond);

// Fills the sections `cpu` and `kernel`.
std::unique_ptr<Collector> makeCpuCollector(const Roots& roots);

}  // namespace baro::platform
