// `baro import`: samples of OpenMetrics files become part of the record.
#pragma once

#include "app/CommandLine.h"

namespace baro::app {

int import(const CommandLine& line);

}  // namespace baro::app
