// Sorting rows: raw keys are taken once, then compared without going through a model.
#pragma once

#include <vector>

#include "ui/models/ProcessForest.h"

namespace baro::ui {

// Unknown values come last in either direction; equal ones keep the order of their process ids, so that rows
// do not dance. Groups that have no value of their own go by name.
void sortNodes(std::vector<ProcessNode*>& nodes, ProcessOrder order, const ProcessMoment& moment);

}  // namespace baro::ui
