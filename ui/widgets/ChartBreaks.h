// The breaks in time that a chart's data run across.
#pragma once

#include <span>
#include <vector>

#include "core/history/Event.h"
#include "ui/widgets/ChartData.h"
#include "ui/widgets/ChartMarks.h"

namespace baro::ui {

// One for each sleep and each start of the machine in the range of the data: from the last column before it
// in which anything is known (or from where the range begins) until the event, which tells when the machine
// was there again. events: ascending by time; others than these are passed over.
std::vector<ChartBreak> breaksOf(const ChartData& data, std::span<const history::Event> events);

}  // namespace baro::ui
