#include "core/metrics/ReportedDisks.h"

#include <QtTest>

#include "tests/support/TestMain.h"

using namespace baro;

class ReportedDisksTest : public QObject {
    Q_OBJECT

  private slots:
    void leavesOutWhatNodeExporterLeavesOut_data() {
        QTest::addColumn<bool>("isReported");
        for (const char* name :
             {"sda", "sdaa", "sdaa1", "nvme0n1", "mmcblk0", "mmcblk0p1", "dm-0", "md0", "sr0", "xvda", "loop",
              "fd", "zram0", "ramdisk", "nvme0n1p", "", "sd", "sd1", "loop1a"})
            QTest::newRow(name) << true;
        for (const char* name :
             {"sda1", "hdb12", "vda1", "xvdb3", "nvme0n1p1", "nvme12n3p45", "loop0", "ram15", "fd0"})
            QTest::newRow(name) << false;
    }
    void leavesOutWhatNodeExporterLeavesOut() {
        QFETCH(bool, isReported);
        QCOMPARE(isReportedDisk(QTest::currentDataTag()), isReported);
    }
};

BARO_TEST(ReportedDisksTest)
#include "ReportedDisksTest.moc"
