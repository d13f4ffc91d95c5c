// `baro record`: samples without a window until told to stop.
#pragma once

#include "app/CommandLine.h"

namespace baro::app {

// Returns the exit status. Blocks SIGINT and SIGTERM in the calling thread and waits for them.
int record(const CommandLine& line);

}  // namespace baro::app
