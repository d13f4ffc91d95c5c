// What the commands that print once have in common.
#pragma once

#include <string>

#include "app/CommandLine.h"
#include "core/model/Frame.h"
#include "platform/linux/Files.h"

namespace baro::app {

platform::Roots rootsOf(const CommandLine& line);

// The second of two samples a second apart.
FramePtr frameWithRates(const CommandLine& line);

// Writes to standard output; what went wrong goes to standard error. Returns the exit status.
int printed(const char* command, const std::string& text);

}  // namespace baro::app
