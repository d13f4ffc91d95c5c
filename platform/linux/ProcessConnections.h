// Sockets as /proc/PID/net/{tcp,tcp6,udp,udp6,unix} list them (proc_pid_net(5)). Pure parsers.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "core/sampling/ProcessInspector.h"

namespace baro::platform {

// The number in "socket:[NUMBER]"; nothing for any other target.
std::optional<std::uint64_t> socketInode(std::string_view target);

struct InternetSocket {
    Connection connection;
    std::uint64_t inode = 0;
    std::uint32_t userId = 0;
};

// Every socket, in the order of the file. protocol is "tcp", "tcp6", "udp" or "udp6". Lines that are not as
// the kernel writes them are left out.
std::vector<InternetSocket> parseInternetSockets(std::string_view text, std::string_view protocol);

// Connections whose inode is among those wanted, in the order of the file.
std::vector<Connection> parseInternetSockets(std::string_view text, std::string_view protocol,
                                             const std::set<std::uint64_t>& wanted);
std::vector<Connection> parseUnixSockets(std::string_view text, const std::set<std::uint64_t>& wanted);

}  // namespace baro::platform
