// What the scheduler counts per processor: /proc/schedstat
// (https://docs.kernel.org/scheduler/sched-stats.html).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// The last three of the nine numbers of each "cpuN" line: nanoseconds that tasks ran and that they waited to
// run, and the timeslices they had. Scheduling domains are passed over.
Result<Families> parseSchedulerStatistics(std::string_view text);

// Absent on kernels without CONFIG_SCHEDSTATS.
std::unique_ptr<Collector> makeSchedulerStatisticsCollector(const Roots& roots);

}  // namespace baro::platform
