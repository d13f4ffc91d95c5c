#include "platform/linux/Btrfs.h"

#include <QtTest>

#include "tests/support/FamilyValues.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::valueOf;

namespace {

const std::string uuid = "0b3c8b1e-6a6f-4a53-9b6e-2f6a0c6f1d11";
const std::string btrfsFolder = "fs/btrfs/" + uuid;

Families readBtrfs(const test::TemporaryTree& tree) {
    const auto collector = makeBtrfsCollector({.sysfs = tree.path()});
    Readings readings;
    if (!collector->collect({}, readings)) return {};
    return *readings.families.btrfs;
}

}  // namespace

class BtrfsTest : public QObject {
    Q_OBJECT

  private slots:
    void readsCommits() {
        const auto commits = parseBtrfsCommits(
            "commits 258\nlast_commit_ms 1000\nmax_commit_ms 51462\ntotal_commit_ms 47836\n");
        QVERIFY(commits);
        QCOMPARE(commits->commits, 258.0);
        QCOMPARE(commits->lastSeconds, 1.0);
        QCOMPARE(commits->longestSeconds, 51.462);
        QCOMPARE(commits->totalSeconds, 47.836);
    }

    void readsCommitsOfNewerKernels() {
        const auto commits = parseBtrfsCommits(
            "commits 1240\ncur_commit_ms 3\nlast_commit_ms 25\nmax_commit_ms 20342\ntotal_commit_ms "
            "470965\n");
        QVERIFY(commits);
        QCOMPARE(commits->commits, 1240.0);
        QCOMPARE(commits->lastSeconds, 0.025);
        QCOMPARE(commits->totalSeconds, 470.965);
    }

    void refusesOtherCommits_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("commits 258\nlast_commit_ms 1000\n");
        QTest::newRow("not a number")
            << QByteArray("commits x\nlast_commit_ms 1\nmax_commit_ms 1\ntotal_commit_ms 1\n");
        QTest::newRow("another order")
            << QByteArray("max_commit_ms 1\ncommits 2\nlast_commit_ms 1\ntotal_commit_ms 1\n");
    }
    void refusesOtherCommits() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseBtrfsCommits({text.data(), static_cast<std::size_t>(text.size())}));
    }

    void knowsWhatProfilesCost_data() {
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<int>("devices");
        QTest::addColumn<double>("ratio");  // 0: not known
        QTest::newRow("single") << QByteArray("single") << 1 << 1.0;
        QTest::newRow("raid0") << QByteArray("raid0") << 3 << 1.0;
        QTest::newRow("dup") << QByteArray("dup") << 1 << 2.0;
        QTest::newRow("raid1c3") << QByteArray("raid1c3") << 3 << 3.0;
        QTest::newRow("raid1c4") << QByteArray("raid1c4") << 4 << 4.0;
        QTest::newRow("raid5") << QByteArray("raid5") << 3 << 1.5;
        QTest::newRow("raid6") << QByteArray("raid6") << 4 << 2.0;
        QTest::newRow("raid6 with too few devices") << QByteArray("raid6") << 2 << 0.0;
        QTest::newRow("unknown") << QByteArray("raid9") << 4 << 0.0;
    }
    void knowsWhatProfilesCost() {
        QFETCH(QByteArray, profile);
        QFETCH(int, devices);
        QFETCH(double, ratio);
        const auto found = btrfsAllocationRatio(profile.toStdString(), static_cast<std::size_t>(devices));
        QCOMPARE(found, ratio > 0 ? std::optional(ratio) : std::nullopt);
    }

    void tellsSpaceByTypeAndProfile() {
        const test::TemporaryTree tree;
        tree.write(btrfsFolder + "/label", "home\n");
        tree.write(btrfsFolder + "/devices/sda1/size", "2048\n");
        tree.write(btrfsFolder + "/devices/sdb1/size", "4096\n");
        tree.write(btrfsFolder + "/allocation/global_rsv_size", "16777216\n");
        tree.write(btrfsFolder + "/allocation/data/bytes_reserved", "12\n");
        tree.write(btrfsFolder + "/allocation/data/raid1/used_bytes", "100\n");
        tree.write(btrfsFolder + "/allocation/data/raid1/total_bytes", "1000\n");
        const Families families = readBtrfs(tree);
        QCOMPARE(valueOf(families, "node_btrfs_info", {"home", uuid}), std::optional(1.0));
        QCOMPARE(valueOf(families, "node_btrfs_device_size_bytes", {"sdb1", uuid}),
                 std::optional(4096.0 * 512));
        QCOMPARE(valueOf(families, "node_btrfs_global_rsv_size_bytes", {uuid}), std::optional(16777216.0));
        QCOMPARE(valueOf(families, "node_btrfs_reserved_bytes", {"data", uuid}), std::optional(12.0));
        QCOMPARE(valueOf(families, "node_btrfs_used_bytes", {"data", "raid1", uuid}), std::optional(100.0));
        QCOMPARE(valueOf(families, "node_btrfs_size_bytes", {"data", "raid1", uuid}), std::optional(1000.0));
        QCOMPARE(valueOf(families, "node_btrfs_allocation_ratio", {"data", "raid1", uuid}),
                 std::optional(2.0));
    }

    void isAbsentWithoutAFilesystem() {
        const test::TemporaryTree tree;
        tree.write("fs/btrfs/features/skinny_metadata", "1\n");
        const auto collector = makeBtrfsCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.btrfs.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(BtrfsTest)
#include "BtrfsTest.moc"
