// Details of one process from /proc/PID (proc(5)).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sampling/ProcessInspector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "NAME=value" items, each ended by a NUL, in their order. An item without "=" has an empty value.
std::vector<std::pair<std::string, std::string>> parseEnvironment(std::string_view environ);

// "Key:<tab>value" lines in their order; others are left out.
std::vector<std::pair<std::string, std::string>> parseStatusLines(std::string_view status);

std::unique_ptr<ProcessInspector> makeProcessInspector(const Roots& roots);

}  // namespace baro::platform
