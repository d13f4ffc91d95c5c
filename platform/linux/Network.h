// Network interfaces: counters every second, what they are and their addresses every few seconds.
#pragma once

#include <memory>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"
#include "platform/linux/InterfaceHardware.h"

namespace baro::platform {

std::unique_ptr<Collector> makeNetworkCollector(const Roots& roots, ReadAddresses addresses);

// The addresses of a recorded machine are not recorded: only this machine's kernel can be asked.
std::unique_ptr<Collector> makeNetworkCollector(const Roots& roots);

}  // namespace baro::platform
