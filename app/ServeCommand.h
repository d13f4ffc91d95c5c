// `baro serve`: Prometheus's API over recorded samples, without recording.
#pragma once

#include "app/CommandLine.h"

namespace baro::app {

// Returns the exit status. Blocks SIGINT and SIGTERM in the calling thread and waits for them.
int serve(const CommandLine& line);

}  // namespace baro::app
