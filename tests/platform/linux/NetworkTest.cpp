#include "platform/linux/Network.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <QtTest>

#include "platform/linux/NetDev.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;

namespace {

const std::string heading =
    "Inter-|   Receive                                                |  Transmit\n"
    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls "
    "carrier compressed\n";
const std::string counters = " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";
const std::string wirelessHeading =
    "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\n"
    " face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22\n";

struct NetworkTree {
    Status collect() { return collector->collect(clock.now(), readings); }
    const std::vector<NetworkInterface>& interfaces() const { return readings.network->interfaces; }

    test::TemporaryTree tree;
    test::FakeClock clock;
    Readings readings;
    std::unique_ptr<Collector> collector =
        makeNetworkCollector({.procfs = tree.path(), .sysfs = tree.path("sys")}, [] {
            return InterfaceAddresses{{"eth0", {"192.0.2.4/24", "fe80::1/64"}}};
        });
};

}  // namespace

class NetworkTest : public QObject {
    Q_OBJECT

  private slots:
    void parsesEveryCounter() {
        const auto rows = parseNetDev(heading + "  eth0:" + counters);
        QVERIFY(rows);
        const NetDevRow& row = rows->front();
        QCOMPARE(row.name, std::string("eth0"));
        QCOMPARE(row.received.bytes, 1.0);
        QCOMPARE(row.received.packets, 2.0);
        QCOMPARE(row.received.errors, 3.0);
        QCOMPARE(row.received.drops, 4.0);
        QCOMPARE(row.received.fifo, 5.0);
        QCOMPARE(row.received.frame, 6.0);
        QCOMPARE(row.received.compressed, 7.0);
        QCOMPARE(row.received.multicast, 8.0);
        QCOMPARE(row.transmitted.bytes, 9.0);
        QCOMPARE(row.transmitted.packets, 10.0);
        QCOMPARE(row.transmitted.errors, 11.0);
        QCOMPARE(row.transmitted.drops, 12.0);
        QCOMPARE(row.transmitted.fifo, 13.0);
        QCOMPARE(row.transmitted.frame, 14.0);
        QCOMPARE(row.transmitted.multicast, 15.0);
        QCOMPARE(row.transmitted.compressed, 16.0);
    }

    void keepsStrangeNames_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("Korean") << QByteArray("무선");
        QTest::newRow("markup") << QByteArray("<b>x</b>");
        QTest::newRow("alias") << QByteArray("eth0:1");
        QTest::newRow("invalid UTF-8") << QByteArray("\xff\xfe");
        QTest::newRow("escape sequence") << QByteArray("\x1b[31m");
    }
    void keepsStrangeNames() {
        QFETCH(QByteArray, name);
        const auto rows = parseNetDev(heading + name.toStdString() + ":" + counters);
        QVERIFY(rows);
        QCOMPARE(rows->front().name, name.toStdString());
    }

    void noInterfaceIsNoDefect() { QVERIFY(parseNetDev(heading)->empty()); }

    void refusesWhatIsNotNetDev_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray head = QByteArray::fromStdString(heading);
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no heading") << QByteArray("eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
        QTest::newRow("cut") << head + "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 1";
        QTest::newRow("15 counters") << head + "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n";
        QTest::newRow("17 counters") << head + "eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n";
        QTest::newRow("negative") << head + "eth0: -1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";
        QTest::newRow("overflow") << head +
                                         "eth0: 18446744073709551616 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";
        QTest::newRow("no name") << head + " : 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";
        QTest::newRow("NUL") << head + QByteArrayLiteral("e\0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n");
        QTest::newRow("a 1 MB line") << head + QByteArray(1 << 20, '1') + "\n";
    }
    void refusesWhatIsNotNetDev() {
        QFETCH(QByteArray, text);
        const auto rows = parseNetDev({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Malformed);
    }

    void parsesTheRadioLink() {
        const auto links = parseWireless(wirelessHeading + "wlan0: 0000   35.  -56.  -256        0      0\n");
        QVERIFY(links);
        const WirelessLink& link = links->at("wlan0");
        QCOMPARE(*link.qualityRatio, 0.5);
        QCOMPARE(*link.signalDbm, -56.0);
        QVERIFY(!link.noiseDbm);
    }

    void refusesWhatIsNotWireless_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray head = QByteArray::fromStdString(wirelessHeading);
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << head + "wlan0: 0000 54.";
        QTest::newRow("no name") << head + "0000 54. -56. -256\n";
        QTest::newRow("overflow") << head + "wlan0: 0000 99999999999. -56. -256\n";
    }
    void refusesWhatIsNotWireless() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseWireless({text.data(), static_cast<std::size_t>(text.size())}));
    }

    void readsWhatAnInterfaceIs() {
        NetworkTree fixture;
        fixture.tree.write("net/dev", heading + "    lo:" + counters + "  eth0:" + counters);
        fixture.tree.write("sys/class/net/lo/ifindex", "1\n");
        fixture.tree.write("sys/class/net/eth0/ifindex", "7\n");
        fixture.tree.write("sys/class/net/eth0/address", "02:00:00:00:00:01\n");
        fixture.tree.write("sys/class/net/eth0/operstate", "up\n");
        fixture.tree.write("sys/class/net/eth0/duplex", "full\n");
        fixture.tree.write("sys/class/net/eth0/speed", "2500\n");
        fixture.tree.write("sys/class/net/eth0/mtu", "1500\n");
        fixture.tree.write("sys/class/net/eth0/carrier", "1\n");
        fixture.tree.write("sys/class/net/eth0/device/uevent", "");
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.interfaces()[1].index, 7);
        const InterfaceFacts& facts = *fixture.interfaces()[1].facts;
        QCOMPARE(facts.macAddress, std::string("02:00:00:00:00:01"));
        QCOMPARE(facts.operState, std::string("up"));
        QCOMPARE(facts.duplex, std::string("full"));
        QCOMPARE(*facts.speedBitsPerSecond, 2.5e9);
        QCOMPARE(*facts.mtuBytes, 1500u);
        QCOMPARE(*facts.carrier, true);
        QVERIFY(!facts.isVirtual);
        QVERIFY(facts.addresses == (std::vector<std::string>{"192.0.2.4/24", "fe80::1/64"}));
        QVERIFY(fixture.interfaces()[0].facts->isVirtual);
    }

    void unknownSpeedIsNoNumber_data() {
        QTest::addColumn<QByteArray>("speed");
        QTest::newRow("driver says -1") << QByteArray("-1\n");
        QTest::newRow("zero") << QByteArray("0\n");
        QTest::newRow("garbage") << QByteArray("fast\n");
        QTest::newRow("overflow") << QByteArray("99999999999999999999\n");
    }
    void unknownSpeedIsNoNumber() {
        QFETCH(QByteArray, speed);
        NetworkTree fixture;
        fixture.tree.write("net/dev", heading + "eth0:" + counters);
        fixture.tree.write("sys/class/net/eth0/speed", speed.toStdString());
        QVERIFY(fixture.collect());
        QVERIFY(!fixture.interfaces()[0].facts->speedBitsPerSecond);
    }

    void unreadableFactsStayUnknown() {
        NetworkTree fixture;
        fixture.tree.write("net/dev", heading + "eth1:" + counters);
        QVERIFY(fixture.collect());
        const NetworkInterface& interface = fixture.interfaces()[0];
        QCOMPARE(interface.index, 0);
        QCOMPARE(interface.received.bytes, 1.0);
        QVERIFY(!interface.facts->mtuBytes && !interface.facts->carrier && !interface.facts->wireless);
        QVERIFY(!interface.facts->isVirtual);
    }

    void followsInterfacesThatComeAndGo() {
        NetworkTree fixture;
        fixture.tree.write("net/dev", heading + "lo:" + counters);
        QVERIFY(fixture.collect());
        fixture.tree.write("sys/class/net/usb0/ifindex", "9\n");
        fixture.tree.write("net/dev", heading + "lo:" + counters + "usb0:" + counters);
        fixture.clock.advance(1s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.interfaces().size(), 2u);
        QCOMPARE(fixture.interfaces()[1].index, 9);
        fixture.tree.write("net/dev", heading + "usb0:" + counters);
        fixture.clock.advance(1s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.interfaces().size(), 1u);
        QCOMPARE(fixture.interfaces()[0].index, 9);
    }

    void readsFactsEveryFewSeconds() {
        NetworkTree fixture;
        fixture.tree.write("net/dev", heading + "eth0:" + counters);
        fixture.tree.write("sys/class/net/eth0/operstate", "down\n");
        QVERIFY(fixture.collect());
        const auto facts = fixture.interfaces()[0].facts;
        fixture.tree.write("sys/class/net/eth0/operstate", "up\n");
        fixture.clock.advance(4s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.interfaces()[0].facts, facts);
        fixture.clock.advance(1s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.interfaces()[0].facts->operState, std::string("up"));
    }

    void showsTheRadioLink() {
        NetworkTree fixture;
        fixture.tree.write("net/dev", heading + "wlan0:" + counters);
        fixture.tree.write("net/wireless", wirelessHeading + "wlan0: 0000   70.  -40.  -95.\n");
        QVERIFY(fixture.collect());
        QCOMPARE(*fixture.interfaces()[0].facts->wireless->qualityRatio, 1.0);
        QCOMPARE(*fixture.interfaces()[0].facts->wireless->noiseDbm, -95.0);
    }

    void aDamagedRadioFileIsToldAndTheRestIsRead() {
        NetworkTree fixture;
        fixture.tree.write("net/dev", heading + "wlan0:" + counters);
        for (const std::string& text : {std::string(), wirelessHeading + "wlan0: 0000 54.",
                                        wirelessHeading + "wlan0: 0000 99999999999. -56. -256\n"}) {
            fixture.tree.write("net/wireless", text);
            const Status status = fixture.collect();
            QVERIFY(!status);
            QCOMPARE(status.error().kind, ErrorKind::Malformed);
            QVERIFY(status.error().message.find("net/wireless") != std::string::npos);
            QVERIFY(!fixture.interfaces()[0].facts->wireless);
            QCOMPARE(fixture.interfaces()[0].received.bytes, 1.0);
            // It is not read every second, and missing all the time.
            fixture.clock.advance(1s);
            QVERIFY(!fixture.collect());
            fixture.clock.advance(5s);
        }
        fixture.tree.write("net/wireless", wirelessHeading + "wlan0: 0000   70.  -40.  -95.\n");
        QVERIFY(fixture.collect());
        QVERIFY(fixture.interfaces()[0].facts->wireless);
    }

    void writesAddressesWithTheirPrefix() {
        sockaddr_in address{};
        sockaddr_in netmask{};
        address.sin_family = netmask.sin_family = AF_INET;
        inet_pton(AF_INET, "192.0.2.4", &address.sin_addr);
        inet_pton(AF_INET, "255.255.240.0", &netmask.sin_addr);
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        QCOMPARE(formatAddress(generic, reinterpret_cast<const sockaddr*>(&netmask)),
                 std::string("192.0.2.4/20"));
        QCOMPARE(formatAddress(generic, nullptr), std::string());
        address.sin_family = AF_UNIX;
        QCOMPARE(formatAddress(generic, generic), std::string());
    }

    void saysWhyThereIsNone() {
        NetworkTree fixture;
        QVERIFY(!fixture.collect());
        QCOMPARE(fixture.readings.network.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(NetworkTest)
#include "NetworkTest.moc"
