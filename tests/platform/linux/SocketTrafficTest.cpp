#include "platform/linux/SocketTraffic.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QtTest>
#include <algorithm>
#include <array>
#include <memory>

#include "platform/linux/SocketDump.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;

namespace {

// Both ends of a connection over the loopback interface.
struct LoopbackPair {
    Descriptor client{socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    Descriptor server;

    LoopbackPair() {
        const Descriptor listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof(address);
        auto* const generic = reinterpret_cast<sockaddr*>(&address);
        if (bind(listener.number(), generic, length) != 0 || listen(listener.number(), 1) != 0 ||
            getsockname(listener.number(), generic, &length) != 0 ||
            connect(client.number(), generic, length) != 0)
            return;
        server = Descriptor(accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
    }

    bool move(std::size_t bytes) const {
        std::array<char, 4096> buffer{};
        while (bytes > 0) {
            const ssize_t sent = send(client.number(), buffer.data(), std::min(bytes, buffer.size()), 0);
            if (sent <= 0) return false;
            const auto length = static_cast<std::size_t>(sent);
            if (recv(server.number(), buffer.data(), length, MSG_WAITALL) != sent) return false;
            bytes -= length;
        }
        return true;
    }
};

class TrafficReader {
  public:
    const Section<SocketTraffic>& read() {
        (void)collector_->collect(clock_.now(), readings_);
        clock_.advance(24h);  // whatever the search has cost, the next one is due
        return readings_.socketTraffic;
    }
    // Of this process.
    ProcessTraffic own() {
        read();
        if (readings_.socketTraffic)
            for (const ProcessTraffic& process : readings_.socketTraffic->processes)
                if (process.identity.pid == getpid()) return process;
        return {};
    }

  private:
    test::FakeClock clock_;
    Readings readings_;
    std::unique_ptr<Collector> collector_ = makeSocketTrafficCollector({});
};

}  // namespace

class SocketTrafficTest : public QObject {
    Q_OBJECT

  private slots:
    void countsWhatThisProcessMoves() {
        if (const auto sockets = readTcpSockets(); !sockets)
            QSKIP(("this system lists no connections: " + sockets.error().message).c_str());
        constexpr std::size_t moved = 1'000'000;
        TrafficReader reader;
        QVERIFY(reader.read());
        const LoopbackPair pair;
        QVERIFY(pair.server);
        QVERIFY(pair.move(moved));
        const ProcessTraffic before = reader.own();
        QCOMPARE(before.identity.pid, getpid());
        // TCP counts the opening of the connection as a byte.
        QVERIFY(before.receivedBytes >= moved && before.receivedBytes <= moved + 2);
        // The last segments may wait for their acknowledgement.
        QVERIFY(before.sentBytes > 0 && before.sentBytes <= moved + 2);
        QVERIFY(pair.move(moved));
        const ProcessTraffic after = reader.own();
        QCOMPARE(after.receivedBytes, before.receivedBytes + moved);
        QVERIFY(after.sentBytes >= before.sentBytes + moved / 2);
    }

    void whatClosedStaysCounted() {
        if (const auto sockets = readTcpSockets(); !sockets)
            QSKIP(("this system lists no connections: " + sockets.error().message).c_str());
        TrafficReader reader;
        QVERIFY(reader.read());
        ProcessTraffic open;
        {
            const LoopbackPair pair;
            QVERIFY(pair.move(10'000));
            open = reader.own();
        }
        QVERIFY(open.receivedBytes >= 10'000);
        const ProcessTraffic closed = reader.own();
        QVERIFY(closed.receivedBytes >= open.receivedBytes && closed.receivedBytes <= open.receivedBytes + 2);
        QVERIFY(closed.sentBytes >= open.sentBytes);
    }

    void anotherMachinesConnectionsAreAbsent() {
        const auto collector = makeSocketTrafficCollector({.procfs = "/recorded", .sysfs = "/recorded"});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.socketTraffic.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(SocketTrafficTest)
#include "SocketTrafficTest.moc"
