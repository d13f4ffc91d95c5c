// Load averages from /proc/loadavg (proc(5)).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Load.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "0.52 0.58 0.59 2/1234 5678": three averages, runnable/existing tasks, the newest pid.
Result<Load> parseLoadavg(std::string_view text);

std::unique_ptr<Collector> makeLoadCollector(const Roots& roots);

}  // namespace baro::platform
