#include "platform/linux/ConnectionTracking.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class ConnectionTrackingTest : public QObject {
    Q_OBJECT

  private slots:

    void addsUpTheProcessors() {
        const auto parsed = parseConnectionTrackingStatistics(
            "entries  clashres found new invalid ignore delete chainlength insert insert_failed drop "
            "early_drop icmp_error  expect_new expect_create expect_delete search_restart\n"
            "00000021  00000000 00000001 00000000 00000003 0000588a 00000000 00000000 00000004 00000005 "
            "00000006 00000007 00000000  00000000 00000000 00000000 00000008\n"
            "00000021  00000000 00000001 00000000 0000002f 000056a4 00000000 00000000 00000000 00000000 "
            "00000000 00000000 00000000  00000000 00000000 00000000 00000002\n");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed),
                 QStringList({"node_nf_conntrack_stat_found{} 2", "node_nf_conntrack_stat_invalid{} 50",
                              "node_nf_conntrack_stat_ignore{} 44846", "node_nf_conntrack_stat_insert{} 4",
                              "node_nf_conntrack_stat_insert_failed{} 5", "node_nf_conntrack_stat_drop{} 6",
                              "node_nf_conntrack_stat_early_drop{} 7",
                              "node_nf_conntrack_stat_search_restart{} 10"}));
    }

    void leavesOutAColumnThatTheKernelLacks() {
        const auto parsed = parseConnectionTrackingStatistics("entries found\n0000000a 0000000b\n");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed), QStringList({"node_nf_conntrack_stat_found{} 11"}));
    }

    void refusesWhatIsNotThat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("blank header") << QByteArray("  \n00000001\n");
        QTest::newRow("cut") << QByteArray("entries found drop\n00000001 00000002");
        QTest::newRow("cut in the last number") << QByteArray("entries found\n00000001 0000000");
        QTest::newRow("cut in the header") << QByteArray("entries found dr");
        QTest::newRow("only the header") << QByteArray("entries found drop\n");
        QTest::newRow("not hexadecimal") << QByteArray("entries\n0000000g\n");
        QTest::newRow("negative") << QByteArray("entries\n-1\n");
        QTest::newRow("too large") << QByteArray("entries\n1ffffffffffffffff\n");
    }
    void refusesWhatIsNotThat() {
        QFETCH(QByteArray, text);
        const auto parsed = parseConnectionTrackingStatistics(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
        QVERIFY(!parsed.error().message.empty());
    }

    void tellsTheEntriesWithoutStatistics() {
        const test::TemporaryTree tree;
        const auto collector = makeConnectionTrackingCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.conntrack.reason().kind, ErrorKind::Absent);

        tree.write("sys/net/netfilter/nf_conntrack_count", "123\n");
        tree.write("sys/net/netfilter/nf_conntrack_max", "65536\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.conntrack),
                 QStringList({"node_nf_conntrack_entries{} 123", "node_nf_conntrack_entries_limit{} 65536"}));

        tree.write("net/stat/nf_conntrack", "drop\n00000001\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.conntrack).first(), QString("node_nf_conntrack_stat_drop{} 1"));
    }

    void refusesWhatIsNotANumberOfEntries() {
        const test::TemporaryTree tree;
        tree.write("sys/net/netfilter/nf_conntrack_count", "many\n");
        const auto collector = makeConnectionTrackingCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.conntrack.reason().kind, ErrorKind::Malformed);
    }
};

BARO_TEST(ConnectionTrackingTest)
#include "ConnectionTrackingTest.moc"
