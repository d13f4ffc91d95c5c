// Interface counters from /proc/net/dev, and the radio link from /proc/net/wireless (proc(5)).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/model/Network.h"

namespace baro::platform {

struct NetDevRow {
    std::string name;
    NetworkCounters received;
    NetworkCounters transmitted;
};

// Two lines of heading, then "eth0: " and eight numbers for each direction.
Result<std::vector<NetDevRow>> parseNetDev(std::string_view text);

// By interface name. "wlan0: 0000   54.  -56.  -256  ...": status, link quality, signal and noise; a point
// marks what was updated since the last reading.
using WirelessLinks = std::map<std::string, WirelessLink, std::less<>>;
Result<WirelessLinks> parseWireless(std::string_view text);

}  // namespace baro::platform
