// Connections that the packet filter keeps track of
// (https://docs.kernel.org/networking/nf_conntrack-sysctl.html).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// /proc/net/stat/nf_conntrack: a line of column names, then a line of hexadecimal counters per processor,
// which are added up. Columns differ between kernels; one that is not there has no sample.
Result<Families> parseConnectionTrackingStatistics(std::string_view text);

// Absent where the kernel does not track connections.
std::unique_ptr<Collector> makeConnectionTrackingCollector(const Roots& roots);

}  // namespace baro::platform
