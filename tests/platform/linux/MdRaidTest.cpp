#include "platform/linux/MdRaid.h"

#include <QtTest>

#include "tests/support/FamilyValues.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::valueOf;

class MdRaidTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsOneStateOfEachArray() {
        const test::TemporaryTree tree;
        tree.write("proc/mdstat",
                   "Personalities : [raid1]\n"
                   "md0 : active raid1 sda1[0] sdb1[1]\n"
                   "      1000 blocks [2/2] [UU]\n"
                   "      [>....]  check =  5.7% (57/1000) finish=0.2min speed=1K/sec\n");
        const Families families = read(tree);
        QCOMPARE(valueOf(families, "node_md_state", {"md0", "check"}), std::optional(1.0));
        for (const char* other : {"active", "inactive", "recovering", "resync"})
            QCOMPARE(valueOf(families, "node_md_state", {"md0", other}), std::optional(0.0));
        QCOMPARE(valueOf(families, "node_md_blocks_synced", {"md0"}), std::optional(57.0));
        QCOMPARE(valueOf(families, "node_md_disks", {"md0", "active"}), std::optional(2.0));
        QCOMPARE(valueOf(families, "node_md_disks_required", {"md0"}), std::optional(2.0));
    }

    void tellsRedundancyFromSysfs() {
        const test::TemporaryTree tree;
        tree.write("proc/mdstat", "Personalities : [raid1]\n");
        tree.write("sys/block/md1/md/raid_disks", "3\n");
        tree.write("sys/block/md1/md/degraded", "1\n");
        tree.write("sys/block/md2/md/raid_disks", "2\n");
        tree.write("sys/block/md2/md/level", "raid0\n");
        tree.write("sys/block/md3/md/level", "raid5\n");
        tree.write("sys/block/sda/size", "100\n");
        const Families families = read(tree);
        QCOMPARE(valueOf(families, "node_md_raid_disks", {"md1"}), std::optional(3.0));
        QCOMPARE(valueOf(families, "node_md_degraded", {"md1"}), std::optional(1.0));
        QCOMPARE(valueOf(families, "node_md_degraded", {"md2"}), std::optional(0.0));
        QVERIFY(!valueOf(families, "node_md_degraded", {"md3"}));
        QVERIFY(!valueOf(families, "node_md_raid_disks", {"md3"}));
        QVERIFY(!valueOf(families, "node_md_degraded", {"sda"}));
    }

    void isAbsentWithoutTheDriver() {
        const test::TemporaryTree tree;
        const auto collector = makeMdRaidCollector({.procfs = tree.path("proc"), .sysfs = tree.path("sys")});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.mdRaid.reason().kind, ErrorKind::Absent);
    }

  private:
    static Families read(const test::TemporaryTree& tree) {
        const auto collector = makeMdRaidCollector({.procfs = tree.path("proc"), .sysfs = tree.path("sys")});
        Readings readings;
        if (!collector->collect({}, readings)) return {};
        return *readings.families.mdRaid;
    }
};

BARO_TEST(MdRaidTest)
#include "MdRaidTest.moc"
