#include "platform/linux/MemoryErrors.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class MemoryErrorsTest : public QObject {
    Q_OBJECT

  private slots:

    void spellsModules_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("label");
        QTest::newRow("by the kernel") << "mc#0csrow#1channel#0\n"
                                       << "mc0_csrow1_channel0";
        QTest::newRow("by the board") << "DIMM_A2\n"
                                      << "DIMM_A2";
        QTest::newRow("twice") << "csrowcsrow"
                               << "_csrow_csrow";
        QTest::newRow("empty") << ""
                               << "";
    }
    void spellsModules() {
        QFETCH(QString, text);
        QFETCH(QString, label);
        QCOMPARE(QString::fromStdString(moduleLabel(text.toStdString())), label);
    }

    void tellsControllersRowsAndChannels() {
        const test::TemporaryTree tree;
        const std::string mc = "devices/system/edac/mc/mc3/";
        tree.write("devices/system/edac/mc/power/control", "auto\n");
        tree.write(mc + "ce_count", "1\n");
        tree.write(mc + "ue_count", "5\n");
        tree.write(mc + "ce_noinfo_count", "2\n");
        tree.write(mc + "ue_noinfo_count", "6\n");
        tree.write(mc + "csrow0/ce_count", "3\n");
        tree.write(mc + "csrow0/ue_count", "4\n");
        tree.write(mc + "csrow0/ch1_ce_count", "7\n");
        tree.write(mc + "csrow0/ch1_ue_count", "8\n");
        tree.write(mc + "csrow0/ch1_dimm_label", "DIMM_B\n");
        tree.write(mc + "csrow0/ch2_ce_count", "9\n");
        tree.write(mc + "csrow0/chx_ce_count", "9\n");
        const auto collector = makeMemoryErrorsCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.edac),
                 QStringList({"node_edac_correctable_errors_total{3} 1",
                              "node_edac_uncorrectable_errors_total{3} 5",
                              "node_edac_csrow_correctable_errors_total{3,unknown} 2",
                              "node_edac_csrow_correctable_errors_total{3,0} 3",
                              "node_edac_csrow_uncorrectable_errors_total{3,unknown} 6",
                              "node_edac_csrow_uncorrectable_errors_total{3,0} 4",
                              "node_edac_channel_correctable_errors_total{1,3,0,DIMM_B} 7",
                              "node_edac_channel_correctable_errors_total{2,3,0,unknown} 9",
                              "node_edac_channel_uncorrectable_errors_total{1,3,0,DIMM_B} 8"}));
    }

    void leavesOutACountThatIsNone() {
        const test::TemporaryTree tree;
        tree.write("devices/system/edac/mc/mc0/ce_count", "many\n");
        tree.write("devices/system/edac/mc/mc0/ue_count", "0\n");
        const auto collector = makeMemoryErrorsCollector({.sysfs = tree.path()});
        Readings readings;
        const Status read = collector->collect({}, readings);
        QVERIFY(!read);
        QVERIFY(read.error().message.ends_with("mc0/ce_count does not hold a number"));
        QCOMPARE(linesOf(*readings.families.edac),
                 QStringList({"node_edac_uncorrectable_errors_total{0} 0"}));
        tree.write("devices/system/edac/mc/mc0/ce_count", "-1\n");
        QVERIFY(collector->collect({}, readings).error().message.ends_with("holds a negative number"));
        tree.write("devices/system/edac/mc/mc0/ce_count", "1\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.edac).size(), 2);
    }

    void isAbsentWithoutADriver() {
        const test::TemporaryTree tree;
        const auto collector = makeMemoryErrorsCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.edac.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(MemoryErrorsTest)
#include "MemoryErrorsTest.moc"
