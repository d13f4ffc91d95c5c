#include "platform/linux/Filesystems.h"

#include <QtTest>
#include <semaphore>
#include <set>
#include <thread>

#include "platform/linux/FilesystemKinds.h"
#include "tests/support/FakeClock.h"
#include "tests/support/FamilySamples.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;

namespace {

constexpr auto localMount = "27 1 8:1 / / rw - ext4 /dev/sda1 rw\n";
constexpr auto networkMount = "28 27 0:40 / /net rw - nfs4 server:/export rw\n";

Mount mountOf(std::string type, std::string mountPoint, DeviceNumber device = {8, 1}) {
    return {device, "/", std::move(mountPoint), std::move(type), "/dev/sda1", false};
}

struct MountedTree {
    explicit MountedTree(const std::string& mountinfo, ReadSpace read) {
        tree.write("self/mountinfo", mountinfo);
        collector = makeFilesystemsCollector({.procfs = tree.path()}, std::move(read));
    }
    Status collect() { return collector->collect(clock.now(), readings); }
    const Filesystem& at(std::size_t index) const { return readings.filesystems->filesystems.at(index); }
    // Until the worker's answer has come over; CTest's limit ends a defect.
    void collectUntilAnswered(std::size_t index) {
        while (!at(index).space) {
            QVERIFY(collect());
            std::this_thread::yield();
        }
    }

    test::TemporaryTree tree;
    test::FakeClock clock;
    Readings readings;
    std::unique_ptr<Collector> collector;
};

Result<FilesystemSpace> halfFull(const std::string&) {
    return FilesystemSpace{100, 50, 40, 10, 5};
}

// Answers for /net only when the gate is opened.
ReadSpace hangingNetwork(std::shared_ptr<std::counting_semaphore<>> gate) {
    return [gate = std::move(gate)](const std::string& mountPoint) {
        if (isWithin(mountPoint, "/net")) gate->acquire();
        return halfFull(mountPoint);
    };
}

}  // namespace

class FilesystemsTest : public QObject {
    Q_OBJECT

  private slots:
    void leavesOutPseudoFilesystems_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("mountPoint");
        QTest::addColumn<bool>("pseudo");
        QTest::newRow("proc") << "proc"
                              << "/proc" << true;
        QTest::newRow("cgroup2") << "cgroup2"
                                 << "/sys/fs/cgroup" << true;
        QTest::newRow("autofs") << "autofs"
                                << "/home" << true;
        QTest::newRow("snap image") << "squashfs"
                                    << "/snap/core" << true;
        QTest::newRow("shared memory") << "tmpfs"
                                       << "/dev/shm" << true;
        QTest::newRow("memory for files") << "tmpfs"
                                          << "/tmp" << false;
        QTest::newRow("container root") << "overlay"
                                        << "/" << false;
        QTest::newRow("seen from the host") << "overlay"
                                            << "/var/lib/docker/overlay2/a/merged" << true;
        QTest::newRow("ext4") << "ext4"
                              << "/" << false;
        QTest::newRow("below a look-alike") << "tmpfs"
                                            << "/devices" << false;
    }
    void leavesOutPseudoFilesystems() {
        QFETCH(QString, type);
        QFETCH(QString, mountPoint);
        QTEST(isPseudoFilesystem(mountOf(type.toStdString(), mountPoint.toStdString())), "pseudo");
    }

    void metricsTellOfWhatNodeExporterTells_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("mountPoint");
        QTest::addColumn<bool>("isReported");
        const auto row = [](const char* type, const char* mountPoint, bool isReported) {
            QTest::addRow("%s on %s", type, mountPoint) << type << mountPoint << isReported;
        };
        row("ext4", "/", true);
        row("tmpfs", "/run", true);
        row("tmpfs", "/run/user/1000", true);
        row("vfat", "/boot/efi", true);
        row("ext4", "/device", true);
        row("tmpfs", "/dev/shm", false);
        row("tmpfs", "/sys", false);
        row("ramfs", "/run/credentials/systemd-sysusers.service", false);
        row("ext4", "/var/lib/docker/volumes", false);
        row("ext4", "/var/lib/docker", true);
        row("overlay", "/", false);
        row("squashfs", "/snap/core/1", false);
        row("tracefs", "/debug", false);
    }
    void metricsTellOfWhatNodeExporterTells() {
        QFETCH(QString, type);
        QFETCH(QString, mountPoint);
        QFETCH(bool, isReported);
        QCOMPARE(isReportedMount(mountOf(type.toStdString(), mountPoint.toStdString())), isReported);
    }

    void metricsTellOfMoreMountsThanPagesShow() {
        const test::TemporaryTree tree;
        tree.write("self/mountinfo", std::string(localMount) +
                                         "30 27 0:26 / /run rw - tmpfs tmpfs rw\n"
                                         "31 30 0:27 / /run rw - tmpfs tmpfs rw\n"
                                         "32 27 0:4 / /proc rw - proc proc rw\n");
        const auto collector = makeFilesystemsCollector({.procfs = tree.path()}, halfFull, true);
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.filesystems->filesystems.size(), std::size_t{1});
        const auto samples = test::samplesOf(*readings.families.filesystems);
        QCOMPARE(samples.at("node_filesystem_size_bytes /dev/sda1  ext4 /"), 100.0);
        QCOMPARE(samples.at("node_filesystem_avail_bytes tmpfs  tmpfs /run"), 40.0);
        QCOMPARE(samples.at("node_filesystem_mount_info tmpfs 0 26 /run"), 1.0);
        std::size_t told = 0;
        for (const Family& family : readings.families.filesystems->families)
            told += family.samples.size();
        QCOMPARE(told, std::size_t{2 * 8});
    }

    void metricsSayWhyAFilesystemCouldNotBeAsked() {
        const test::TemporaryTree tree;
        tree.write("self/mountinfo", localMount);
        const auto collector = makeFilesystemsCollector(
            {.procfs = tree.path()},
            [](const std::string&) -> Result<FilesystemSpace> { return failed("broken"); }, true);
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(test::samplesOf(*readings.families.filesystems),
                 (test::FamilySamples{{"node_filesystem_readonly /dev/sda1 broken ext4 /", 0},
                                      {"node_filesystem_device_error /dev/sda1 broken ext4 /", 1},
                                      {"node_filesystem_mount_info /dev/sda1 8 1 /", 1}}));
    }

    void showsADeviceOnceByItsShortestMountPoint() {
        const auto shown = mountsToShow({mountOf("ext4", "/var/data"), mountOf("xfs", "/home", {8, 2}),
                                         mountOf("ext4", "/data"), mountOf("ext4", "/srv/data")});
        QCOMPARE(shown.size(), 2u);
        QCOMPARE(shown[0].mountPoint, std::string("/data"));
        QCOMPARE(shown[1].mountPoint, std::string("/home"));
    }

    void leavesOutWhatALaterMountCovers() {
        const auto shown = mountsToShow({mountOf("ext4", "/a", {8, 1}), mountOf("xfs", "/a", {8, 2})});
        QCOMPARE(shown.size(), 1u);
        QCOMPARE(shown[0].type, std::string("xfs"));
    }

    void readsSpace() {
        MountedTree fixture(localMount, halfFull);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.at(0).device, std::string("/dev/sda1"));
        QCOMPARE(fixture.at(0).type, std::string("ext4"));
        QCOMPARE(fixture.at(0).space->availableBytes, 40.0);
        QCOMPARE(fixture.at(0).space->filesFree, 5.0);
        QVERIFY(!fixture.at(0).network);
    }

    void asksThisMachine() {
        const auto space = readSpace("/");
        QVERIFY(space);
        QVERIFY(space->sizeBytes > 0);
        QVERIFY(space->freeBytes <= space->sizeBytes);
    }

    void saysWhyAFilesystemHasNoSpace() {
        MountedTree fixture(localMount + std::string("29 27 8:2 / /secret rw - ext4 /dev/sda2 rw\n"),
                            [](const std::string& mountPoint) -> Result<FilesystemSpace> {
                                if (mountPoint == "/secret") return denied("permission denied");
                                return halfFull(mountPoint);
                            });
        QVERIFY(fixture.collect());
        QVERIFY(fixture.at(0).space);
        QVERIFY(!fixture.at(1).space);
        QCOMPARE(fixture.at(1).problem, std::string("permission denied"));
    }

    void saysThatAMountHasVanished() {
        const auto gone = readSpace("/no/such/mount\npoint");
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::Absent);
    }

    void leavesOutFilesystemsWithoutSize() {
        MountedTree fixture(localMount, [](const std::string&) { return FilesystemSpace{}; });
        QVERIFY(fixture.collect());
        QVERIFY(fixture.readings.filesystems->filesystems.empty());
    }

    void aHungNetworkMountHoldsUpNobody() {
        const auto gate = std::make_shared<std::counting_semaphore<>>(0);
        MountedTree fixture(std::string(localMount) + networkMount, hangingNetwork(gate));
        QVERIFY(fixture.collect());
        QVERIFY(fixture.at(0).space);
        QVERIFY(fixture.at(1).network);
        QCOMPARE(fixture.at(1).problem, std::string("no answer yet"));
        fixture.clock.advance(12s);
        QVERIFY(fixture.collect());
        QVERIFY(fixture.at(0).space);
        QVERIFY(!fixture.at(1).space);
        QCOMPARE(fixture.at(1).problem, std::string("no answer for 12 s"));
        gate->release();
        fixture.collectUntilAnswered(1);
        QCOMPARE(fixture.at(1).problem, std::string());
    }

    void forgetsTheSpaceOfAMountThatStopsAnswering() {
        const auto gate = std::make_shared<std::counting_semaphore<>>(1);
        MountedTree fixture(networkMount, hangingNetwork(gate));
        QVERIFY(fixture.collect());
        fixture.collectUntilAnswered(0);
        fixture.clock.advance(5s);
        QVERIFY(fixture.collect());
        QVERIFY(fixture.at(0).space);
        fixture.clock.advance(3s);
        QVERIFY(fixture.collect());
        QVERIFY(!fixture.at(0).space);
        gate->release();
    }

    void aLocalMountBelowAHungOneHoldsUpNobody() {
        const auto gate = std::make_shared<std::counting_semaphore<>>(0);
        MountedTree fixture(networkMount + std::string("30 28 7:0 / /net/image rw - ext4 /dev/loop0 rw\n"),
                            hangingNetwork(gate));
        QVERIFY(fixture.collect());
        QVERIFY(!fixture.at(1).network);
        QCOMPARE(fixture.at(1).problem, std::string("no answer yet"));
        gate->release(2);
    }

    void changesOfTheTableKeepTheWorkerOfAHungMount() {
        const auto gate = std::make_shared<std::counting_semaphore<>>(0);
        const auto questions = std::make_shared<std::atomic<int>>(0);
        MountedTree fixture(networkMount, [gate, questions](const std::string& mountPoint) {
            if (mountPoint == "/net") ++*questions, gate->acquire();
            return halfFull(mountPoint);
        });
        QVERIFY(fixture.collect());
        while (*questions == 0)
            std::this_thread::yield();
        fixture.tree.write("self/mountinfo", std::string(networkMount) + localMount);
        fixture.clock.advance(5s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.readings.filesystems->filesystems.size(), 2u);
        QCOMPARE(fixture.at(0).problem, std::string("no answer for 5 s"));
        QCOMPARE(questions->load(), 1);
        gate->release();
    }

    void followsMountsThatComeAndGo() {
        MountedTree fixture(localMount, halfFull);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.readings.filesystems->filesystems.size(), 1u);
        fixture.tree.write(
            "self/mountinfo",
            localMount +
                std::string("31 27 8:17 / /media/\\352\\270\\260\\040\\377 ro - vfat /dev/sdb1 ro\n"));
        fixture.clock.advance(5s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.readings.filesystems->filesystems.size(), 2u);
        QCOMPARE(fixture.at(1).mountPoint, std::string("/media/기 \xff"));
        QVERIFY(fixture.at(1).readOnly);
        fixture.tree.write("self/mountinfo", localMount);
        fixture.clock.advance(5s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.readings.filesystems->filesystems.size(), 1u);
    }

    void readsAtItsPace() {
        int questions = 0;
        MountedTree fixture(localMount, [&questions](const std::string& mountPoint) {
            ++questions;
            return halfFull(mountPoint);
        });
        for (int second = 0; second < 10; ++second) {
            QVERIFY(fixture.collect());
            fixture.clock.advance(1s);
        }
        QCOMPARE(questions, 2);
    }

    void doesNotAskThisMachineForARecordedOne() {
        const test::TemporaryTree tree;
        tree.write("1/mountinfo", localMount);
        const auto collector = makeFilesystemsCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QVERIFY(!readings.filesystems->filesystems.at(0).space);
        QVERIFY(!readings.filesystems->filesystems.at(0).problem.empty());
    }

    void saysWhyThereIsNoTable() {
        const test::TemporaryTree tree;
        const auto collector = makeFilesystemsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.filesystems.reason().kind, ErrorKind::Absent);
    }

    void aReasonStaysUntilTheNextReading() {
        MountedTree fixture("nonsense\n", halfFull);
        QVERIFY(!fixture.collect());
        fixture.clock.advance(1s);
        QVERIFY(!fixture.collect());
        QVERIFY(!fixture.readings.filesystems);
        fixture.tree.write("self/mountinfo", localMount);
        fixture.clock.advance(4s);
        QVERIFY(fixture.collect());
        QVERIFY(fixture.readings.filesystems);
    }
};

BARO_TEST(FilesystemsTest)
#include "FilesystemsTest.moc"
