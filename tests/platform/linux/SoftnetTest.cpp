#include "platform/linux/Softnet.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class SoftnetTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsEveryColumn() {
        const auto parsed = parseSoftnet(
            "00000001 00000002 00000003 00000000 00000000 00000000 00000000 00000000 00000004 0000000a "
            "0000000b 0000000c 00000005 0000000e 0000000f\n");
        QVERIFY(parsed);
        QCOMPARE(
            linesOf(*parsed),
            QStringList({"node_softnet_processed_total{5} 1", "node_softnet_dropped_total{5} 2",
                         "node_softnet_times_squeezed_total{5} 3", "node_softnet_cpu_collision_total{5} 4",
                         "node_softnet_received_rps_total{5} 10", "node_softnet_flow_limit_count_total{5} 11",
                         "node_softnet_backlog_len{5} 12"}));
    }

    void countsTheLinesOfOlderKernels() {
        const auto parsed = parseSoftnet(
            "00049279 00000000 00000001 0 0 0 0 0 00000000\n"
            "000dfb82 00000029 0000000a 0 0 0 0 0 00000000");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed).first(2), QStringList({"node_softnet_processed_total{0} 299641",
                                                         "node_softnet_processed_total{1} 916354"}));
    }

    void refusesWhatIsNotThat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("an empty line") << QByteArray("\n");
        QTest::newRow("cut") << QByteArray("00000001 00000002");
        QTest::newRow("not hexadecimal") << QByteArray("0000000x 0 0 0 0 0 0 0 0\n");
        QTest::newRow("negative") << QByteArray("-1 0 0 0 0 0 0 0 0\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void refusesWhatIsNotThat() {
        QFETCH(QByteArray, text);
        const auto parsed = parseSoftnet(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
        QVERIFY(!parsed.error().message.empty());
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeSoftnetCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.softnet.reason().kind, ErrorKind::Absent);

        tree.write("net/softnet_stat", "1 0 0 0 0 0 0 0 0\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.softnet).first(), QString("node_softnet_processed_total{0} 1"));
    }
};

BARO_TEST(SoftnetTest)
#include "SoftnetTest.moc"
