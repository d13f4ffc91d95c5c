// What a rule would have done, in a sentence.
#pragma once

#include <QString>
#include <vector>

#include "core/alerts/AlertRuns.h"

namespace baro::ui {

// looked: of what is known. "It would have fired 14 times in the last 7 days, at most for 3 min, mostly X."
QString dryRunText(const std::vector<alerts::AlertRun>& runs, TimeRange looked);

}  // namespace baro::ui
