// When start-up reached what, on standard error, for tests/bench/start.sh: set BAROGRAPH_TRACE_START.
#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace baro::app {

// Prints "barograph-start <nanoseconds since 1970> <milestone>".
inline void traceStart(const char* milestone) {
    static const bool wanted = std::getenv("BAROGRAPH_TRACE_START") != nullptr;
    if (!wanted) return;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    std::fprintf(stderr, "barograph-start %lld %s\n",
                 static_cast<long long>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()),
                 milestone);
}

}  // namespace baro::app
