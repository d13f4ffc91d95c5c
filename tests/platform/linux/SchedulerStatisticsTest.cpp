#include "platform/linux/SchedulerStatistics.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class SchedulerStatisticsTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsTimesOfEachProcessor() {
        const auto parsed = parseSchedulerStatistics(
            "version 17\ntimestamp 15819019232\n"
            "cpu0 498 0 353 255 385 246 2045936000000 343500000000 4767485306\n"
            "domain0 MC 00000000,00000003 212499247 210112015 1861015\n"
            "cpu11 1 2 3 4 5 6 7000000000 8000000000 9\n");
        QVERIFY(parsed);
        QCOMPARE(linesOf(*parsed), QStringList({"node_schedstat_running_seconds_total{0} 2045.936",
                                                "node_schedstat_running_seconds_total{11} 7",
                                                "node_schedstat_waiting_seconds_total{0} 343.5",
                                                "node_schedstat_waiting_seconds_total{11} 8",
                                                "node_schedstat_timeslices_total{0} 4767485306",
                                                "node_schedstat_timeslices_total{11} 9"}));
    }

    void refusesWhatIsNotThat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no version") << QByteArray("cpu0 1 2 3 4 5 6 7 8 9\n");
        QTest::newRow("cut") << QByteArray("version 15\ntimestamp 15819019232\ncpu0 1 2 3 4 5 6 7");
        QTest::newRow("cut in the last number")
            << QByteArray("version 15\ntimestamp 15819019232\ncpu0 1 2 3 4 5 6 7 8 9");
        QTest::newRow("negative") << QByteArray(
            "version 15\ntimestamp 15819019232\ncpu0 1 2 3 4 5 6 -7 8 9\n");
        QTest::newRow("no processor")
            << QByteArray("version 15\ntimestamp 15819019232\ncpu 1 2 3 4 5 6 7 8 9\n");
        QTest::newRow("not a processor")
            << QByteArray("version 15\ntimestamp 15819019232\ncpux 1 2 3 4 5 6 7 8 9\n");
    }
    void refusesWhatIsNotThat() {
        QFETCH(QByteArray, text);
        const auto parsed = parseSchedulerStatistics(text.toStdString());
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Malformed);
        QVERIFY(!parsed.error().message.empty());
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeSchedulerStatisticsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.scheduler.reason().kind, ErrorKind::Absent);

        tree.write("schedstat", "version 15\ntimestamp 15819019232\ncpu0 1 2 3 4 5 6 7000000000 8 9\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.scheduler).first(),
                 QString("node_schedstat_running_seconds_total{0} 7"));
    }
};

BARO_TEST(SchedulerStatisticsTest)
#include "SchedulerStatisticsTest.moc"
