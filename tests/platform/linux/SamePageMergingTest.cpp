#include "platform/linux/SamePageMerging.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class SamePageMergingTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsWhatTheKernelTells() {
        const test::TemporaryTree tree;
        tree.write("kernel/mm/ksm/full_scans", "323\n");
        tree.write("kernel/mm/ksm/general_profit", "-4096\n");
        tree.write("kernel/mm/ksm/run", "1\n");
        tree.write("kernel/mm/ksm/sleep_millisecs", "20\n");
        const auto collector = makeSamePageMergingCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.ksm),
                 QStringList({"node_ksmd_full_scans_total{} 323", "node_ksmd_general_profit_bytes{} -4096",
                              "node_ksmd_run{} 1", "node_ksmd_sleep_seconds{} 0.02"}));
    }

    void isAbsentOnKernelsWithoutIt() {
        const test::TemporaryTree tree;
        const auto collector = makeSamePageMergingCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.ksm.reason().kind, ErrorKind::Absent);
    }

    void refusesWhatIsNotANumber() {
        const test::TemporaryTree tree;
        const auto collector = makeSamePageMergingCollector({.sysfs = tree.path()});
        for (const char* text : {"yes\n", "nan\n", "inf\n"}) {
            tree.write("kernel/mm/ksm/run", text);
            Readings readings;
            QVERIFY(!collector->collect({}, readings));
            QCOMPARE(readings.families.ksm.reason().kind, ErrorKind::Malformed);
        }
    }
};

BARO_TEST(SamePageMergingTest)
#include "SamePageMergingTest.moc"
