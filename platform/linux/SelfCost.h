// What Barograph itself costs: getrusage(2) and its own entries in /proc/self (proc(5)).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Resident pages, the second number of statm; nothing when that is malformed.
std::optional<std::uint64_t> parseResidentPages(std::string_view statm);

// Always of the running program, whatever the roots; absent where they are another machine's, for its figures
// are not ours.
std::unique_ptr<Collector> makeSelfCostCollector(const Roots& roots);

}  // namespace baro::platform
