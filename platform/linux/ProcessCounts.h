// How many processes and threads there are, and in which states: /proc/PID/stat (proc(5)).
//
// The process table knows much of this, but it can be off while this is on, and it does not look at single
// threads. It is read seldom, since that is thousands of files.
#pragma once

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Malformed limits are an error; a process or thread that ends while it is read is not counted.
std::unique_ptr<Collector> makeProcessCountsCollector(const Roots& roots);

}  // namespace baro::platform
