// The charts of the whole machine that more than one page has, and the report.
#pragma once

#include "ui/widgets/ChartSpec.h"

namespace baro::ui {

ChartSpec memoryUseChart();
ChartSpec diskTrafficChart();     // all devices together
ChartSpec networkTrafficChart();  // all devices together, but the machine's own

}  // namespace baro::ui
