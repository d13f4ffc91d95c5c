// How many processes and threads there are, and in which states: /proc/PID/stat (proc(5)).
//
// Apart from the process table, which does not look at single threads: that takes thousands of files, so it
// is done seldom and only when chosen.
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Malformed limits are an error; a process or thread that ends while it is read is not counted.
std::unique_ptr<Collector> makeProcessCountsCollector(const Roots& roots);

}  // namespace baro::platform
