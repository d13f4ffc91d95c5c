#include "platform/linux/SystemTime.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class SystemTimeTest : public QObject {
    Q_OBJECT

  private slots:

    // Before the first reading: the C library looks at the zone once.
    void initTestCase() { qputenv("TZ", "XYZ-5:30"); }

    void tellsTheTimeAndItsZone() {
        const test::TemporaryTree tree;
        const auto collector = makeSystemTimeCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({.wall = std::chrono::milliseconds(1700000000250)}, readings));
        QCOMPARE(linesOf(*readings.families.time), QStringList({"node_time_seconds{} 1700000000.25",
                                                                "node_time_zone_offset_seconds{XYZ} 19800"}));
    }

    void tellsTheClockSources() {
        const test::TemporaryTree tree;
        tree.write("devices/system/clocksource/clocksource0/available_clocksource", "tsc hpet acpi_pm \n");
        tree.write("devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
        const auto collector = makeSystemTimeCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.time).sliced(2),
                 QStringList({"node_time_clocksource_available_info{0,tsc} 1",
                              "node_time_clocksource_available_info{0,hpet} 1",
                              "node_time_clocksource_available_info{0,acpi_pm} 1",
                              "node_time_clocksource_current_info{0,tsc} 1"}));
    }

    void seesAnotherClockSource() {
        const test::TemporaryTree tree;
        tree.write("devices/system/clocksource/clocksource0/available_clocksource", "tsc hpet\n");
        tree.write("devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
        const auto collector = makeSystemTimeCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        tree.write("devices/system/clocksource/clocksource0/current_clocksource", "hpet\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.time).last(),
                 QString("node_time_clocksource_current_info{0,hpet} 1"));
    }
};

BARO_TEST(SystemTimeTest)
#include "SystemTimeTest.moc"
