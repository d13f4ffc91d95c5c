#include "platform/linux/UdpQueues.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class UdpQueuesTest : public QObject {
    Q_OBJECT

  private slots:

    void addsUpTheSockets() {
        const auto parsed = parseUdpQueues(
            "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
            "inode\n"
            "    0: 00000000:0016 00000000:0000 07 00000015:00000001 00:00000000 00000000     0        0 "
            "2740\n"
            "  917: 3500007F:0035 00000000:0000 07 00000001:0000000F 00:00000000 00000000   101        0 "
            "1994\n");
        QVERIFY(parsed);
        QCOMPARE(parsed->transmitBytes, 22.0);
        QCOMPARE(parsed->receiveBytes, 16.0);
    }

    void refusesWhatIsNotThat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no header") << QByteArray("0: 00000000:0016 00000000:0000 07 00000015:00000001\n");
        QTest::newRow("cut") << QByteArray(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
            "inode ref pointer drops\n0: 00000000:0016 00000000:0000 07");
        QTest::newRow("cut within") << QByteArray(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
            "inode ref pointer drops\n0: 00000000:0016 00000000:0000 07 00000015");
        QTest::newRow("cut in the header") << QByteArray("  sl  local_address rem_address   st tx_queue rx");
        QTest::newRow("not hexadecimal") << QByteArray(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
            "inode ref pointer drops\n0: 00000000:0016 00000000:0000 07 0000001x:00000001\n");
        QTest::newRow("too large") << QByteArray(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
            "inode ref pointer drops\n0: 00000000:0016 00000000:0000 07 100000000:00000001\n");
    }
    void refusesWhatIsNotThat() {
        QFETCH(QByteArray, text);
        const auto parsed = parseUdpQueues(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
        QVERIFY(!parsed.error().message.empty());
    }

    void doesWithoutOneProtocol() {
        const test::TemporaryTree tree;
        const auto collector = makeUdpQueuesCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.udpQueues.reason().kind, ErrorKind::Absent);

        tree.write("net/udp",
                   "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  "
                   "timeout inode ref pointer drops\n0: 0:16 0:0 07 00000015:00000002 00\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.udpQueues),
                 QStringList({"node_udp_queues{tx,v4} 21", "node_udp_queues{rx,v4} 2"}));

        tree.write("net/udp6", "garbage\n");
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.udpQueues.reason().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(UdpQueuesTest)
#include "UdpQueuesTest.moc"
