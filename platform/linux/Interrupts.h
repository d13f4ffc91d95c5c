// Interrupts served per processor: /proc/interrupts and /proc/softirqs (proc(5)). Both begin with a line of
// processors, "CPU0 CPU2", each of which is a column of counts; either parser refuses a text that does not.
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Behind the counts stands what the interrupt is. Of a numbered one the first word (the interrupt chip) and
// the rest (the devices) are told apart. Lines that do not count per processor (ERR, MIS) are passed over.
Result<Families> parseInterrupts(std::string_view text);

// One count per processor in every line.
Result<Families> parseSoftirqs(std::string_view text);

std::unique_ptr<Collector> makeInterruptsCollector(const Roots& roots);
std::unique_ptr<Collector> makeSoftirqsCollector(const Roots& roots);

}  // namespace baro::platform
