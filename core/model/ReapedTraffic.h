// Disk traffic that the kernel tells twice: when a process ends, its I/O is added to that of the parent that
// waits for it (wait_task_zombie() in kernel/exit.c), so /proc/PID/io of a shell holds what its commands did.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "core/model/Process.h"

namespace baro {

struct Traffic {
    double readBytes = 0;
    double writtenBytes = 0;
};

// By pid of the nearest ancestor that lives on: what it got from processes of the table before that are gone.
// Where a parent does not wait (it ignores SIGCHLD) it gets nothing, and this is too much; nobody can tell.
std::unordered_map<std::int32_t, Traffic> reapedTraffic(const ProcessTable& before, const ProcessTable& now);

}  // namespace baro
