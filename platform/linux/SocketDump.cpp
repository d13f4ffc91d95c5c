#include "platform/linux/SocketDump.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "platform/linux/Files.h"

namespace baro::platform {
namespace {

// The kernel makes its datagrams as long as the room that it is offered, up to this (net/netlink).
constexpr std::size_t datagramBytes = std::size_t{32} << 10;
constexpr timeval answerTimeout{.tv_sec = 2, .tv_usec = 0};

constexpr std::string_view dumpSubject = "TCP connections (sock_diag)";

// TCP_* of include/net/tcp_states.h: all but SYN_RECV 3, TIME_WAIT 6, LISTEN 10 and NEW_SYN_RECV 12, which
// have neither counters nor a process.
constexpr std::uint32_t statesWithTraffic =
    1u << 1 | 1u << 2 | 1u << 4 | 1u << 5 | 1u << 7 | 1u << 8 | 1u << 9 | 1u << 11;

struct DumpRequest {
    nlmsghdr header;
    inet_diag_req_v2 question;
};

Status sendDumpRequest(const Descriptor& socket, std::uint8_t family) {
    DumpRequest request{};
    request.header.nlmsg_len = sizeof(request);
    request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.question.sdiag_family = family;
    request.question.sdiag_protocol = IPPROTO_TCP;
    request.question.idiag_ext = 1u << (INET_DIAG_INFO - 1);
    request.question.idiag_states = statesWithTraffic;
    if (send(socket.number(), &request, sizeof(request), 0) != static_cast<ssize_t>(sizeof(request)))
        return errorFromErrno(errno, "ask for", dumpSubject);
    return Done{};
}

Status receiveDump(const Descriptor& socket, std::string& buffer, std::vector<TcpSocket>& into) {
    for (;;) {
        sockaddr_nl from{};
        socklen_t fromLength = sizeof(from);
        const ssize_t length = recvfrom(socket.number(), buffer.data(), buffer.size(), MSG_TRUNC,
                                        reinterpret_cast<sockaddr*>(&from), &fromLength);
        if (length < 0 && errno == EINTR) continue;
        if (length < 0) return errorFromErrno(errno, "list", dumpSubject);
        if (from.nl_pid != 0) continue;  // not the kernel's
        const auto size = static_cast<std::size_t>(length);
        if (size > buffer.size()) return malformed("the kernel's answer about sockets is too long");
        const auto part = parseSocketDump(std::string_view(buffer).substr(0, size), into);
        if (!part) return part.error();
        if (*part == DumpPart::Last) return Done{};
    }
}

Status dumpFamily(const Descriptor& socket, std::uint8_t family, std::string& buffer,
                  std::vector<TcpSocket>& into) {
    if (Status sent = sendDumpRequest(socket, family); !sent) return sent;
    return receiveDump(socket, buffer, into);
}

}  // namespace

Result<std::vector<TcpSocket>> readTcpSockets() {
    // Opened anew each time: what is left of an answer that failed must not be taken for the next one.
    const Descriptor netlink(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!netlink && (errno == EPROTONOSUPPORT || errno == EAFNOSUPPORT))
        return absent("this kernel has no sock_diag, which lists connections");
    if (!netlink) return errorFromErrno(errno, "open", "sock_diag");
    setsockopt(netlink.number(), SOL_SOCKET, SO_RCVTIMEO, &answerTimeout, sizeof(answerTimeout));
    std::vector<TcpSocket> sockets;
    std::string buffer(datagramBytes, '\0');
    if (const Status four = dumpFamily(netlink, AF_INET, buffer, sockets); !four) return four.error();
    // A kernel without IPv6 has no such connections.
    const Status six = dumpFamily(netlink, AF_INET6, buffer, sockets);
    if (!six && six.error().kind != ErrorKind::Absent) return six.error();
    if (!sockets.empty() &&
        std::ranges::none_of(sockets, [](const TcpSocket& one) { return one.bytes.has_value(); }))
        return absent("this kernel tells no bytes of TCP connections; Linux 4.1 and newer do");
    return sockets;
}

}  // namespace baro::platform
