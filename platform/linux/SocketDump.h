// The kernel's list of TCP connections with what each moved: sock_diag(7), struct tcp_info.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/Result.h"

namespace baro::platform {

// Payload; TCP counts the opening and the closing of a connection as a byte each.
struct TcpBytes {
    std::uint64_t received = 0;
    std::uint64_t sent = 0;  // what the peer acknowledged: nothing twice that had to be sent twice
};

struct TcpSocket {
    std::uint64_t cookie = 0;       // the kernel gives it to no other socket until it boots
    std::uint64_t inode = 0;        // 0 before accept(2), and when the process closed it
    std::optional<TcpBytes> bytes;  // nothing on kernels before 4.1
};

enum class DumpPart { More, Last };

// One datagram of the kernel's answer, in this machine's byte order; adds its sockets. Messages of other
// types are left out. A refusal is Denied or Absent where it says so; what no kernel sends is Malformed.
Result<DumpPart> parseSocketDump(std::string_view datagram, std::vector<TcpSocket>& into);

// Every connection of this network namespace, IPv4 and IPv6. The kernel answers at once; an answer that does
// not come is an error after 2 s. Absent where it has no sock_diag for TCP, or tells no bytes.
Result<std::vector<TcpSocket>> readTcpSockets();

}  // namespace baro::platform
