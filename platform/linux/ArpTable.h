// Neighbours on the IPv4 networks, from /proc/net/arp (proc(5)).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// How many entries each interface has; malformed when a line is not one of that table.
Result<Families> parseArpTable(std::string_view text);

std::unique_ptr<Collector> makeArpTableCollector(const Roots& roots);

}  // namespace baro::platform
