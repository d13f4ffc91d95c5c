// Packets on their way from the network card to the protocols, per processor: /proc/net/softnet_stat
// (softnet_seq_show in the kernel's net/core/net-procfs.c).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// A line of hexadecimal numbers per processor, nine at least; later kernels append more.
Result<Families> parseSoftnet(std::string_view text);

std::unique_ptr<Collector> makeSoftnetCollector(const Roots& roots);

}  // namespace baro::platform
