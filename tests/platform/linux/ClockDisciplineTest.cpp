#include "platform/linux/ClockDiscipline.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class ClockDisciplineTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsItInSeconds() {
        timex clock{};
        clock.status = STA_PLL;
        clock.offset = -250;
        clock.maxerror = 500000;
        clock.tick = 10000;
        clock.freq = -65536;
        clock.tai = 37;
        const QStringList lines = linesOf(clockDisciplineFrom(clock, TIME_OK));
        QCOMPARE(lines.size(), 17);
        for (const char* line : {"node_timex_sync_status{} 1", "node_timex_offset_seconds{} -0.00025",
                                 "node_timex_maxerror_seconds{} 0.5", "node_timex_tick_seconds{} 0.01",
                                 "node_timex_frequency_adjustment_ratio{} 0.999999", "node_timex_status{} 1",
                                 "node_timex_tai_offset_seconds{} 37"})
            QVERIFY2(lines.contains(line), line);
    }

    void readsOffsetsInNanosecondsWhenTheKernelSaysSo() {
        timex clock{};
        clock.status = STA_NANO;
        clock.offset = 250;
        clock.jitter = 500;
        clock.esterror = 1000000;
        const QStringList lines = linesOf(clockDisciplineFrom(clock, TIME_OK));
        QVERIFY(lines.contains("node_timex_offset_seconds{} 2.5e-07"));
        QVERIFY(lines.contains("node_timex_pps_jitter_seconds{} 5e-07"));
        QVERIFY(lines.contains("node_timex_estimated_error_seconds{} 1"));
    }

    void saysThatAClockIsNotSynchronised() {
        QCOMPARE(linesOf(clockDisciplineFrom({}, TIME_ERROR)).first(), QString("node_timex_sync_status{} 0"));
    }

    void isAbsentOnARecordedMachine() {
        const test::TemporaryTree tree;
        const auto collector = makeClockDisciplineCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.timex.reason().kind, ErrorKind::Absent);
    }

    void asksThisMachine() {
        const auto collector = makeClockDisciplineCollector({});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.families.timex->families.size(), std::size_t{17});
    }
};

BARO_TEST(ClockDisciplineTest)
#include "ClockDisciplineTest.moc"
