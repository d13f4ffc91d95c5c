// Which block devices metrics tell of.
#pragma once

#include <string_view>

namespace baro {

// node_exporter's default (collector/diskstats_common.go): no ramN, loopN and fdN, and no partitions of hd,
// sd, vd, xvd and nvme disks with one letter or plain numbers. Others (mmcblk0p1, sdaa1) it does report.
// zramN is told as by its versions up to 1.5, not left out as by newer ones: many workstations swap there.
bool isReportedDisk(std::string_view name);

}  // namespace baro
