#include "platform/linux/Sockets.h"

#include <unistd.h>

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

using Parse = Status (*)(std::string_view, NamedValuesBuilder&);

NamedValues parsed(Parse parse, std::string_view text) {
    NamedValuesBuilder builder(nullptr);
    const Status status = parse(text, builder);
    return status ? std::move(builder).finish() : NamedValues{};
}

}  // namespace

class SocketsTest : public QObject {
    Q_OBJECT

  private slots:
    void joinsNamesAndValues() {
        const auto values =
            parsed(parseProtocolTables,
                   "Tcp: MaxConn CurrEstab\nTcp: -1 3\nTcpExt: ListenDrops\nTcpExt: 18446744073709551615\n");
        QCOMPARE(*values.find("Tcp_MaxConn"), -1.0);
        QCOMPARE(*values.find("Tcp_CurrEstab"), 3.0);
        QCOMPARE(*values.find("TcpExt_ListenDrops"), 18446744073709551615.0);
    }

    void splitsSnmp6() {
        const auto values = parsed(parseSnmp6, "Ip6InReceives                   \t12\nUdpLite6InErrors\t3\n");
        QCOMPARE(*values.find("Ip6_InReceives"), 12.0);
        QCOMPARE(*values.find("UdpLite6_InErrors"), 3.0);
    }

    void joinsSockstat() {
        const auto values =
            parsed(parseSockstat, "sockets: used 17\nTCP: inuse 1 orphan 0 tw 94 alloc 1 mem 2\n");
        QCOMPARE(*values.find("sockets_used"), 17.0);
        QCOMPARE(*values.find("TCP_tw"), 94.0);
        QCOMPARE(*values.find("TCP_mem"), 2.0);
        QCOMPARE(*values.find("TCP_mem_bytes"), 2.0 * static_cast<double>(sysconf(_SC_PAGESIZE)));
    }

    void refusesWhatIsMalformed_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<QByteArray>("text");
        const QByteArray longLine = QByteArray(1 << 20, '1') + "\n";
        QTest::newRow("snmp empty") << 0 << QByteArray("");
        QTest::newRow("snmp cut") << 0 << QByteArray("Tcp: A\nTcp: 1");
        QTest::newRow("snmp names alone") << 0 << QByteArray("Tcp: A\n");
        QTest::newRow("snmp other group") << 0 << QByteArray("Tcp: A\nUdp: 1\n");
        QTest::newRow("snmp fewer values") << 0 << QByteArray("Tcp: A B\nTcp: 1\n");
        QTest::newRow("snmp more values") << 0 << QByteArray("Tcp: A\nTcp: 1 2\n");
        QTest::newRow("snmp negative") << 0 << QByteArray("Tcp: A\nTcp: -1\n");
        QTest::newRow("snmp overflow") << 0 << QByteArray("Tcp: A\nTcp: 18446744073709551616\n");
        QTest::newRow("snmp NUL") << 0 << QByteArrayLiteral("Tcp: A\0\nTcp: 1\n");
        QTest::newRow("snmp a 1 MB line") << 0 << longLine;
        QTest::newRow("snmp6 empty") << 1 << QByteArray("");
        QTest::newRow("snmp6 no value") << 1 << QByteArray("Ip6InReceives\n");
        QTest::newRow("snmp6 negative") << 1 << QByteArray("Ip6InReceives -1\n");
        QTest::newRow("snmp6 no 6") << 1 << QByteArray("IpInReceives 1\n");
        QTest::newRow("snmp6 cut") << 1 << QByteArray("Ip6InReceives 1");
        QTest::newRow("snmp6 a 1 MB line") << 1 << longLine;
        QTest::newRow("sockstat empty") << 2 << QByteArray("");
        QTest::newRow("sockstat no colon") << 2 << QByteArray("TCP inuse 1\n");
        QTest::newRow("sockstat no value") << 2 << QByteArray("TCP: inuse\n");
        QTest::newRow("sockstat negative") << 2 << QByteArray("TCP: inuse -1\n");
        QTest::newRow("sockstat no group") << 2 << QByteArray(": inuse 1\n");
        QTest::newRow("sockstat a 1 MB line") << 2 << longLine;
    }
    void refusesWhatIsMalformed() {
        QFETCH(int, which);
        QFETCH(QByteArray, text);
        constexpr Parse parsers[] = {parseProtocolTables, parseSnmp6, parseSockstat};
        NamedValuesBuilder builder(nullptr);
        const Status status = parsers[which]({text.data(), static_cast<std::size_t>(text.size())}, builder);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Malformed);
    }

    void readsWithoutIPv6() {
        const test::TemporaryTree tree;
        tree.write("net/snmp", "Tcp: CurrEstab\nTcp: 3\n");
        tree.write("net/netstat", "TcpExt: ListenDrops\nTcpExt: 4\n");
        tree.write("net/sockstat", "sockets: used 17\n");
        const auto collector = makeSocketsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(*readings.sockets->protocols.find("TcpExt_ListenDrops"), 4.0);
        QCOMPARE(*readings.sockets->sockets.find("sockets_used"), 17.0);
        QVERIFY(!readings.sockets->sockets.find("TCP6_inuse"));
    }

    void sharesNamesBetweenReadings() {
        const test::TemporaryTree tree;
        tree.write("net/snmp", "Tcp: CurrEstab\nTcp: 3\n");
        const auto collector = makeSocketsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        const auto names = readings.sockets->protocols.names;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.sockets->protocols.names, names);
    }

    void oneMalformedFileMakesTheSectionUnknown() {
        const test::TemporaryTree tree;
        tree.write("net/snmp", "Tcp: CurrEstab\nTcp: 3\n");
        tree.write("net/netstat", "TcpExt: ListenDrops\n");
        const auto collector = makeSocketsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QVERIFY(!readings.sockets);
        QCOMPARE(readings.sockets.reason().kind, ErrorKind::Malformed);
    }

    void saysWhyThereIsNone() {
        const test::TemporaryTree tree;
        Readings readings;
        QVERIFY(!makeSocketsCollector({.procfs = tree.path()})->collect({}, readings));
        QCOMPARE(readings.sockets.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(SocketsTest)
#include "SocketsTest.moc"
