// `baro export`: a range of the record as CSV, as OpenMetrics text or as a moment file.
#pragma once

#include "app/CommandLine.h"

namespace baro::app {

// Returns the exit status. What was not finished leaves no file.
int exportRange(const CommandLine& line);

}  // namespace baro::app
