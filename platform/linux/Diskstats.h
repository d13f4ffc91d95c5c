// The counters of every block device, from /proc/diskstats
// (https://docs.kernel.org/admin-guide/iostats.html).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/model/Disks.h"
#include "platform/linux/Mountinfo.h"

namespace baro::platform {

struct DiskstatsRow {
    DeviceNumber number;
    std::string name;  // as sysfs spells it, but for '/', which sysfs writes as '!'
    DiskCounters counters;
    std::uint64_t requestsInFlight = 0;

    bool neverUsed() const { return counters.readsCompleted == 0 && counters.writesCompleted == 0; }
};

// Rows of 14 columns, 18 since Linux 4.18 (discards) or 20 since 5.5 (flushes). Columns after those are not
// known yet and left alone, as long as they are numbers.
Result<std::vector<DiskstatsRow>> parseDiskstats(std::string_view text);

}  // namespace baro::platform
