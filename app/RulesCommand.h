// `baro check rules` and `baro test rules`.
#pragma once

#include "app/CommandLine.h"

namespace baro::app {

int checkRules(const CommandLine& line);
int testRules(const CommandLine& line);

}  // namespace baro::app
