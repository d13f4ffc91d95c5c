// Acts on processes of this machine: pidfd_open(2), setpriority(2), sched_setaffinity(2), ioprio_set(2).
#pragma once

#include <memory>
#include <vector>

#include "core/sampling/ProcessControl.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Below other roots than this machine's every call answers Absent: a recorded process is not there to act on.
// A signal goes through a pidfd, so the process that was checked is the one that gets it. The other calls
// know only pids; the check comes right before them and leaves a gap of microseconds.
std::unique_ptr<ProcessControl> makeProcessControl(const Roots& roots);

// ioprio_set(2)'s number: the class in the upper bits, the level in the lower 13.
int encodeIoPriority(IoPriority priority);
IoPriority decodeIoPriority(int encoded);

}  // namespace baro::platform
