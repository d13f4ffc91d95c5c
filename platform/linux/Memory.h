// Memory from /proc/meminfo (proc(5)) and the size of the ZFS cache where that module is loaded.
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Memory.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"
#include "platform/linux/NamedValuesBuilder.h"

namespace baro::platform {

// "MemTotal:  24684092 kB" becomes bytes, "HugePages_Total:  0" stays a count. The result shares `known`, the
// names of an earlier reading, when they are the same. Malformed without MemTotal.
Result<NamedValues> parseMeminfo(std::string_view text, const SharedNames& known);

struct ArcSizes {
    double sizeBytes = 0;
    double minimumBytes = 0;  // it does not shrink below
};

// The lines `size` and `c_min` of OpenZFS's arcstats: "name type data", after two lines of heading.
Result<ArcSizes> parseArcstats(std::string_view text);

std::unique_ptr<Collector> makeMemoryCollector(const Roots& roots);

}  // namespace baro::platform
