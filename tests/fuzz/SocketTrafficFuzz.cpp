#include "platform/linux/SocketAccounts.h"
#include "platform/linux/SocketDump.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/TwistedBytes.h"
#include "tests/support/SocketDumpBytes.h"

using namespace baro;
using namespace baro::platform;

namespace {

void check(std::string_view datagram) {
    std::vector<TcpSocket> sockets;
    const auto part = parseSocketDump(datagram, sockets);
    // Each socket takes its message, so a forged length makes none up.
    fuzz::require(sockets.size() * (sizeof(nlmsghdr) + sizeof(inet_diag_msg)) <= datagram.size());
    if (!part) return fuzz::require(!part.error().message.empty());

    // Whatever they hold, no account goes back.
    SocketAccounts accounts;
    accounts.book({});
    accounts.book(sockets);
    SocketOwners::Found found;
    for (const std::uint64_t inode : accounts.withoutOwner())
        found.owners[inode] = {.pid = static_cast<std::int32_t>(inode % 3), .startTicks = 1};
    accounts.assign(found);
    const SocketTraffic before = accounts.table();
    accounts.book({});
    const SocketTraffic after = accounts.table();
    fuzz::require(before.processes.size() == after.processes.size());
    for (std::size_t i = 0; i < before.processes.size(); ++i)
        fuzz::require(after.processes[i].receivedBytes >= before.processes[i].receivedBytes);
}

}  // namespace

BARO_FUZZ_TARGET(SocketTrafficFuzz, input) {
    static const std::string valid =
        test::socketMessage(1, 71, test::netlinkAttribute(INET_DIAG_INFO, test::tcpInfo(1000, 20))) +
        test::socketMessage(2, 72, test::netlinkAttribute(INET_DIAG_INFO, test::tcpInfo(7, 8))) +
        test::numberMessage(NLMSG_DONE, 0);
    check(input);
    check(fuzz::twisted(valid, input));
}
