// The processor charts that more than one page shows.
#pragma once

#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

// PromQL for the share of the whole machine's processor time in one mode of node_cpu_seconds_total, 0 to 1.
std::string cpuModeShare(const char* mode);
// Everything that is not idle, stacked by mode; the top is the machine's busy share.
ChartSpec cpuModesChart(const QString& title);
// Shares of time in which tasks waited for processor, memory and disks.
ChartSpec pressureChart(const QString& title);

}  // namespace baro::ui
