#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <linux/tcp.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>

#include "platform/linux/Files.h"
#include "platform/linux/SocketDump.h"

namespace baro::platform {
namespace {

// Messages and attributes begin at multiples of this (NLMSG_ALIGNTO, RTA_ALIGNTO).
constexpr std::size_t netlinkAlignment = 4;

// The beginning of the bytes as a struct of the kernel; nothing when they are too few.
template <class T>
std::optional<T> structAt(std::string_view bytes) {
    if (bytes.size() < sizeof(T)) return std::nullopt;
    T value;
    std::memcpy(&value, bytes.data(), sizeof(T));
    return value;
}

// Of a list of records that begin with their own length: takes one off. The last may lack its padding.
std::optional<std::string_view> takeRecord(std::string_view& rest, std::size_t length, std::size_t header) {
    if (length < header || length > rest.size()) return std::nullopt;
    const std::string_view record = rest.substr(0, length);
    const std::size_t padded = (length + netlinkAlignment - 1) / netlinkAlignment * netlinkAlignment;
    rest.remove_prefix(std::min(padded, rest.size()));
    return record;
}

// Older kernels know a shorter struct, newer ones a longer.
std::optional<TcpBytes> tcpBytesOf(std::string_view info) {
    constexpr std::size_t needed = offsetof(tcp_info, tcpi_bytes_received) + sizeof(__u64);
    if (info.size() < needed) return std::nullopt;
    TcpBytes bytes;
    std::memcpy(&bytes.received, info.data() + offsetof(tcp_info, tcpi_bytes_received), sizeof(__u64));
    std::memcpy(&bytes.sent, info.data() + offsetof(tcp_info, tcpi_bytes_acked), sizeof(__u64));
    return bytes;
}

std::optional<TcpSocket> parseTcpSocket(std::string_view payload) {
    const auto message = structAt<inet_diag_msg>(payload);
    if (!message) return std::nullopt;
    TcpSocket socket;
    socket.cookie =
        std::uint64_t{message->id.idiag_cookie[1]} << 32 | std::uint64_t{message->id.idiag_cookie[0]};
    socket.inode = message->idiag_inode;
    payload.remove_prefix(sizeof(inet_diag_msg));
    while (!payload.empty()) {
        const auto header = structAt<rtattr>(payload);
        const auto record =
            header ? takeRecord(payload, header->rta_len, sizeof(rtattr)) : std::optional<std::string_view>();
        if (!record) return std::nullopt;
        if (header->rta_type == INET_DIAG_INFO) socket.bytes = tcpBytesOf(record->substr(sizeof(rtattr)));
    }
    return socket;
}

// NLMSG_ERROR and NLMSG_DONE begin with 0 or a negative errno.
Status dumpOutcome(std::string_view payload) {
    const auto number = structAt<int>(payload);
    if (!number) return malformed("the kernel's answer about sockets is cut");
    // Below -4095 there is no errno (include/linux/err.h).
    if (*number > 0 || *number < -4095)
        return malformed("the kernel's answer about sockets ends with no errno");
    if (*number < 0) return errorFromErrno(-*number, "list", "TCP connections (sock_diag)");
    return Done{};
}

}  // namespace

Result<DumpPart> parseSocketDump(std::string_view datagram, std::vector<TcpSocket>& into) {
    while (!datagram.empty()) {
        const auto header = structAt<nlmsghdr>(datagram);
        const auto record = header ? takeRecord(datagram, header->nlmsg_len, sizeof(nlmsghdr))
                                   : std::optional<std::string_view>();
        if (!record) return malformed("a message about sockets has an impossible length");
        const std::string_view payload = record->substr(sizeof(nlmsghdr));
        if (header->nlmsg_type == SOCK_DIAG_BY_FAMILY) {
            const auto socket = parseTcpSocket(payload);
            if (!socket) return malformed("a message about a socket is cut or damaged");
            into.push_back(*socket);
        } else if (header->nlmsg_type == NLMSG_DONE || header->nlmsg_type == NLMSG_ERROR) {
            const Status outcome = dumpOutcome(payload);
            if (!outcome) return outcome.error();
            return DumpPart::Last;
        } else if (header->nlmsg_type == NLMSG_OVERRUN) {
            return failed("the kernel lost a part of its answer about sockets");
        }
    }
    return DumpPart::More;
}

}  // namespace baro::platform
