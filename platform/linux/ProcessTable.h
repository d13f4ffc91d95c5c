// All processes, once a second (proc(5)).
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// The first one made for this machine raises the limit of open files, see DescriptorBudget. Processes that
// end while they are read are left out; one that cannot be read for another reason is left out too, and
// collect() returns the reason beside the rest of the table.
//
// How old values can be: counters and state of a process are of this reading; resident memory, parent and
// priority of a process that sleeps at most 4 s old; its swap 10 s; its command line, user and control group
// 60 s, unless its name changed.
std::unique_ptr<Collector> makeProcessTableCollector(const Roots& roots);

}  // namespace baro::platform
