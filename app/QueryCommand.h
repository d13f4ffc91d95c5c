// `baro query`: asks a server in PromQL, and prints what it answers.
#pragma once

#include <string>

#include "app/CommandLine.h"
#include "core/base/Json.h"

namespace baro::app {

// An answer of Prometheus's API as lines for people. Its texts are escaped. Pure.
std::string queryTable(const Json& answer);

// Returns the exit status.
int query(const CommandLine& line);

}  // namespace baro::app
