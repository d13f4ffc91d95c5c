// The kernel's pool of random bits, below /proc/sys/kernel/random (random(4)).
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

std::unique_ptr<Collector> makeEntropyCollector(const Roots& roots);

}  // namespace baro::platform
