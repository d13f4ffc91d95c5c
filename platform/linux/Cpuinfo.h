// /proc/cpuinfo: what the processors are called, and on machines without cpufreq how fast they run (proc(5)).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"

namespace baro::platform {

struct CpuinfoProcessor {
    int cpu = 0;
    std::optional<int> package;
    std::optional<int> core;
    std::optional<double> hertz;
};

struct Cpuinfo {
    // Of the first processor that names it; so are the next two; empty when not said. ARM's say numbers
    // instead: the names of the kinds of cores, in the order of the processors: "Cortex-A55, Cortex-A76".
    std::string model;
    std::string vendor;
    std::string microcode;
    bool underHypervisor = false;  // x86 only: the flag that hypervisors set
    std::vector<CpuinfoProcessor>
        processors;  // ascending by number; empty on architectures that print no "processor"
};

// Every architecture has lines of its own, so unknown ones are passed over.
Result<Cpuinfo> parseCpuinfo(std::string_view text);

}  // namespace baro::platform
