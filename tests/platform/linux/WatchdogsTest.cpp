#include "platform/linux/Watchdogs.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class WatchdogsTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsWhatEachDriverTells() {
        const test::TemporaryTree tree;
        tree.write("class/watchdog/watchdog0/identity", "iTCO_wdt\n");
        tree.write("class/watchdog/watchdog0/options", "0x8380\n");
        tree.write("class/watchdog/watchdog0/state", "inactive\n");
        tree.write("class/watchdog/watchdog0/timeout", "30\n");
        tree.write("class/watchdog/watchdog0/timeleft", "\n");
        tree.write("class/watchdog/watchdog1/uevent", "");
        const auto collector = makeWatchdogsCollector({.sysfs = tree.path()});
        Readings readings;
        const Status read = collector->collect({}, readings);
        QVERIFY(!read);
        QVERIFY(read.error().message.ends_with("watchdog0/timeleft does not hold a number"));
        QCOMPARE(linesOf(*readings.families.watchdog),
                 QStringList({"node_watchdog_timeout_seconds{watchdog0} 30",
                              "node_watchdog_info{watchdog0,0x8380,iTCO_wdt,inactive,,} 1",
                              "node_watchdog_info{watchdog1,,,,,} 1"}));
    }

    void isAbsentWithoutWatchdogs() {
        const test::TemporaryTree tree;
        const auto collector = makeWatchdogsCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.watchdog.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(WatchdogsTest)
#include "WatchdogsTest.moc"
