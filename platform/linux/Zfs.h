// OpenZFS' own statistics, below /proc/spl/kstat/zfs.
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Names are the module's: what a release of OpenZFS counts anew is told too.
std::unique_ptr<Collector> makeZfsCollector(const Roots& roots);

}  // namespace baro::platform
