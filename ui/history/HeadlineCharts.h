// The six series that tell how a machine fared: processor, memory, disks, network, temperature, pressure.
#pragma once

#include <vector>

#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

std::vector<ChartSpec> headlineCharts();

}  // namespace baro::ui
