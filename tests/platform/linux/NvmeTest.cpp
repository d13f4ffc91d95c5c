#include "platform/linux/Nvme.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class NvmeTest : public QObject {
    Q_OBJECT

  private slots:

    void tellsControllersAndNamespaces() {
        const test::TemporaryTree tree;
        const std::string nvme = "class/nvme/nvme0/";
        tree.write(nvme + "model", "KXG60ZNV512G TOSHIBA                    \n");
        tree.write(nvme + "serial", "     79NF7BDQ\n");
        tree.write(nvme + "firmware_rev", "AGHA4103\n");
        tree.write(nvme + "state", "live\n");
        tree.write(nvme + "cntlid", "1\n");
        tree.write(nvme + "nvme0c0n2/ana_state", "non-optimized\n");
        tree.write(nvme + "nvme0n1/size", "1000215216\n");
        tree.write(nvme + "nvme0n1/nuse", "1000\n");
        tree.write(nvme + "nvme0n1/queue/logical_block_size", "512\n");
        tree.write(nvme + "hwmon3/name", "nvme\n");
        const auto collector = makeNvmeCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.nvme),
                 QStringList({"node_nvme_info{1,nvme0,AGHA4103,KXG60ZNV512G TOSHIBA,79NF7BDQ,live} 1",
                              "node_nvme_namespace_info{non-optimized,nvme0,2} 1",
                              "node_nvme_namespace_info{unknown,nvme0,1} 1",
                              "node_nvme_namespace_logical_block_size_bytes{nvme0,1} 512",
                              "node_nvme_namespace_size_bytes{nvme0,1} 512110190592",
                              "node_nvme_namespace_capacity_bytes{nvme0,1} 512110190592",
                              "node_nvme_namespace_used_bytes{nvme0,1} 512000"}));
    }

    void leavesOutSizesOfUnknownBlocks() {
        const test::TemporaryTree tree;
        tree.write("class/nvme/nvme0/nvme0n1/size", "1000215216\n");
        tree.write("class/nvme/nvme0/nvme0n1/queue/logical_block_size", "big\n");
        const auto collector = makeNvmeCollector({.sysfs = tree.path()});
        Readings readings;
        const Status read = collector->collect({}, readings);
        QVERIFY(!read);
        QVERIFY(read.error().message.ends_with("logical_block_size does not hold a number"));
        QCOMPARE(
            linesOf(*readings.families.nvme),
            QStringList({"node_nvme_info{,nvme0,,,,} 1", "node_nvme_namespace_info{unknown,nvme0,1} 1"}));
    }

    void isAbsentWithoutControllers() {
        const test::TemporaryTree tree;
        const auto collector = makeNvmeCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.nvme.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(NvmeTest)
#include "NvmeTest.moc"
