// Diagnostics on standard error, one line each: "barograph: warning: what happened". Text from the machine is
// escaped, so a process name cannot write to the terminal. Any thread may call.
#pragma once

#include <string_view>

namespace baro {

enum class Severity { Info, Warning, Error };

void log(Severity severity, std::string_view message);

}  // namespace baro
