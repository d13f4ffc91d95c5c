#include "core/base/Log.h"

#include <cstdio>
#include <string>

#include "core/base/Escape.h"

namespace baro {

void log(Severity severity, std::string_view message) {
    const char* const prefix = severity == Severity::Info      ? "barograph: "
                               : severity == Severity::Warning ? "barograph: warning: "
                                                               : "barograph: error: ";
    // One write, so that lines of several threads do not mix.
    const std::string line = prefix + escapedForTerminal(message) + '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace baro
