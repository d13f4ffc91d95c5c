#include "platform/linux/Load.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class LoadTest : public QObject {
    Q_OBJECT

  private slots:
    void parsesEveryField() {
        const auto load = parseLoadavg("0.21 0.37 0.39 1/719 19737\n");
        QVERIFY(load);
        QCOMPARE(load->oneMinute, 0.21);
        QCOMPARE(load->fiveMinutes, 0.37);
        QCOMPARE(load->fifteenMinutes, 0.39);
        QCOMPARE(load->runnableTasks, 1u);
        QCOMPARE(load->tasks, 719u);
    }

    void refusesWhatIsNotLoadavg_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << QByteArray("0.21 0.37");
        QTest::newRow("cut in tasks") << QByteArray("0.21 0.37 0.39 1");
        QTest::newRow("cut in the number of tasks") << QByteArray("0.21 0.37 0.39 1/71");
        QTest::newRow("negative") << QByteArray("-0.21 0.37 0.39 1/719 19737\n");
        QTest::newRow("not a number") << QByteArray("0.21 x 0.39 1/719 19737\n");
        QTest::newRow("no number") << QByteArray("nan 0.37 0.39 1/719 19737\n");
        QTest::newRow("without end") << QByteArray("0.21 inf 0.39 1/719 19737\n");
        QTest::newRow("exponent") << QByteArray("0.21 0.37 1e3 1/719 19737\n");
        QTest::newRow("NUL") << QByteArrayLiteral("0.21 0.37\0 0.39 1/719 19737\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void refusesWhatIsNotLoadavg() {
        QFETCH(QByteArray, text);
        const auto load = parseLoadavg({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!load);
        QCOMPARE(load.error().kind, ErrorKind::Malformed);
        QVERIFY(!load.error().message.empty());
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeLoadCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QVERIFY(!readings.load);
        QCOMPARE(readings.load.reason().kind, ErrorKind::Absent);

        tree.write("loadavg", "1.00 2.00 3.00 4/500 6\n");
        QVERIFY(collector->collect({}, readings));
        QVERIFY(readings.load);
        QCOMPARE(readings.load->fifteenMinutes, 3.0);
    }
};

BARO_TEST(LoadTest)
#include "LoadTest.moc"
