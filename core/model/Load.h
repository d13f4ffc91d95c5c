// The load averages of /proc/loadavg (proc(5)): runnable and uninterruptible tasks, exponentially damped.
#pragma once

#include <cstdint>

namespace baro {

struct Load {
    double oneMinute = 0;
    double fiveMinutes = 0;
    double fifteenMinutes = 0;
    std::uint64_t runnableTasks = 0;  // now
    std::uint64_t tasks = 0;          // processes and threads that exist; 0: unknown, as there always is one
};

}  // namespace baro
