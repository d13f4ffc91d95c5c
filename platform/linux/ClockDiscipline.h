// How well the system clock is kept: the kernel's state of its correction, from adjtimex(2).
#pragma once

#include <sys/timex.h>

#include <memory>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// state: what adjtimex returned.
Families clockDisciplineFrom(const timex& clock, int state);

// Absent for roots that are not this machine's: no file tells it.
std::unique_ptr<Collector> makeClockDisciplineCollector(const Roots& roots);

}  // namespace baro::platform
