// `baro metrics`: one exposition on standard output.
#pragma once

#include "app/CommandLine.h"

namespace baro::app {

int printMetrics(const CommandLine& line);  // the exit status

}  // namespace baro::app
