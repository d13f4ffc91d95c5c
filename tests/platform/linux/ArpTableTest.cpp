#include "platform/linux/ArpTable.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class ArpTableTest : public QObject {
    Q_OBJECT

  private slots:

    void countsTheEntriesOfEachInterface() {
        const auto parsed = parseArpTable(
            "IP address       HW type     Flags       HW address            Mask     Device\n"
            "192.168.1.1      0x1         0x2         cc:aa:dd:ee:aa:bb     *        wlan0\n"
            "10.0.0.7         0x1         0x2         bb:cc:dd:ee:ff:aa     *        eth0\n"
            "192.168.1.2      0x1         0x0         00:00:00:00:00:00     *        wlan0\n");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed), QStringList({"node_arp_entries{eth0} 1", "node_arp_entries{wlan0} 2"}));
    }

    void saysNothingOfAnEmptyTable() {
        const auto parsed =
            parseArpTable("IP address       HW type     Flags       HW address            Mask     Device\n");
        QVERIFY(parsed);
        QVERIFY(parsed->families.empty());
    }

    void refusesWhatIsNotThat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no header") << QByteArray("10.0.0.7 0x1 0x2 bb:cc:dd:ee:ff:aa * eth0\n");
        QTest::newRow("cut") << QByteArray(
            "IP address       HW type     Flags       HW address            Mask     Device\n10.0.0.7 0x1");
        QTest::newRow("cut in the device") << QByteArray(
            "IP address       HW type     Flags       HW address            Mask     Device\n10.0.0.7 0x1 "
            "0x2 bb:cc:dd:ee:ff:aa * et");
        QTest::newRow("too many fields") << QByteArray(
            "IP address       HW type     Flags       HW address            Mask     Device\n10.0.0.7 0x1 "
            "0x2 bb:cc:dd:ee:ff:aa * eth0 x\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void refusesWhatIsNotThat() {
        QFETCH(QByteArray, text);
        const auto parsed = parseArpTable(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
        QVERIFY(!parsed.error().message.empty());
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeArpTableCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.arp.reason().kind, ErrorKind::Absent);

        tree.write("net/arp",
                   "IP address       HW type     Flags       HW address            Mask     Device\n10.0.0.7 "
                   "0x1 0x2 bb:cc:dd:ee:ff:aa * eth0\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.arp).first(), QString("node_arp_entries{eth0} 1"));
    }
};

BARO_TEST(ArpTableTest)
#include "ArpTableTest.moc"
