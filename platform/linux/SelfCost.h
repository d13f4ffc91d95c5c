// What Barograph itself costs: getrusage(2) and its own entries in /proc/self (proc(5)).
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Always of the running program, whatever the roots; absent where they are another machine's, for its figures
// are not ours.
std::unique_ptr<Collector> makeSelfCostCollector(const Roots& roots);

}  // namespace baro::platform
