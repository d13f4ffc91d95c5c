// Bytes that wait in the queues of UDP sockets, from /proc/net/udp and udp6 (proc(5)).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

struct UdpQueues {
    double transmitBytes = 0;
    double receiveBytes = 0;
};
// The sums over all sockets of one such table.
Result<UdpQueues> parseUdpQueues(std::string_view text);

std::unique_ptr<Collector> makeUdpQueuesCollector(const Roots& roots);

}  // namespace baro::platform
