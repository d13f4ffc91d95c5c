// Which block devices metrics tell of.
#pragma once

#include <string_view>

namespace baro {

// node_exporter's default (collector/diskstats_common.go): no ramN, zramN, loopN and fdN, and no partitions
// of hd, sd, vd, xvd and nvme disks with one letter or plain numbers. Others (mmcblk0p1, sdaa1) it does
// report.
bool isReportedDisk(std::string_view name);

}  // namespace baro
