#include "platform/linux/DiskInfo.h"

#include <QtTest>

#include "tests/support/FamilySamples.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

struct DiskMachine {
    test::TemporaryTree tree;

    DiskMachine() {
        tree.write("proc/diskstats",
                   "   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0\n"
                   "   8       0 sda 1 0 8 0 1 0 8 0 0 0 0\n"
                   "   8       1 sda1 1 0 8 0 1 0 8 0 0 0 0\n"
                   " 254       0 dm-0 1 0 8 0 1 0 8 0 0 0 0\n");
        tree.write("sys/block/sda/queue/rotational", "1\n");
    }
    test::FamilySamples read() const {
        Readings readings;
        const auto collector = makeDiskInfoCollector(
            {.procfs = tree.path("proc"), .sysfs = tree.path("sys"), .udev = tree.path("udev")});
        if (!collector->collect({}, readings)) qFatal("no disks");
        return test::samplesOf(*readings.families.diskInfo);
    }
};

}  // namespace

class DiskInfoTest : public QObject {
    Q_OBJECT

  private slots:
    void withoutUdevOnlyTheKernelsFactsAreTold() {
        QCOMPARE(DiskMachine().read(), (test::FamilySamples{{"node_disk_info sda 8 0    1  ", 1},
                                                            {"node_disk_info dm-0 254 0    0  ", 1}}));
    }

    void udevKnowsTheHardware() {
        const DiskMachine machine;
        machine.tree.write("udev/b8:0",
                           "S:disk/by-id/ata-disk\nE:ID_ATA=1\nE:ID_ATA_WRITE_CACHE=1\n"
                           "E:ID_ATA_WRITE_CACHE_ENABLED=0\nE:ID_ATA_ROTATION_RATE_RPM=7200\n"
                           "E:ID_MODEL=KSDB4U86\nE:ID_REVISION=0102\nE:ID_SERIAL=long_2160\n"
                           "E:ID_SERIAL_SHORT=2160\nE:ID_WWN=0x7c72\nE:ID_PATH=pci-ata-1\n");
        const auto samples = machine.read();
        QVERIFY(samples.contains("node_disk_info sda 8 0 KSDB4U86 pci-ata-1 0102 1 2160 0x7c72"));
        QCOMPARE(samples.at("node_disk_ata_write_cache sda"), 1.0);
        QCOMPARE(samples.at("node_disk_ata_write_cache_enabled sda"), 0.0);
        QCOMPARE(samples.at("node_disk_ata_rotation_rate_rpm sda"), 7200.0);
    }

    void theDrivesOwnSerialComesFirst() {
        const DiskMachine machine;
        machine.tree.write("udev/b8:0", "E:ID_SERIAL_SHORT=3500\nE:SCSI_IDENT_SERIAL=2160\n");
        QVERIFY(machine.read().contains("node_disk_info sda 8 0    1 2160 "));
    }

    void udevKnowsFilesystemsAndMappings() {
        const DiskMachine machine;
        machine.tree.write("udev/b254:0",
                           "E:DM_NAME=system-root\nE:DM_UUID=LVM-x\nE:DM_VG_NAME=system\nE:DM_LV_NAME=root\n"
                           "E:DM_LV_LAYER=\nE:ID_FS_TYPE=ext4\nE:ID_FS_USAGE=filesystem\nE:ID_FS_UUID=3dea\n"
                           "E:ID_FS_VERSION=1.0\n");
        const auto samples = machine.read();
        QVERIFY(samples.contains("node_disk_filesystem_info dm-0 ext4 filesystem 3dea 1.0"));
        QVERIFY(samples.contains("node_disk_device_mapper_info dm-0  root system-root LVM-x system"));
    }

    void anEmptyDriveHasNoFilesystem() {
        const DiskMachine machine;
        machine.tree.write("udev/b8:0", "E:ID_FS_TYPE=\nE:ID_MODEL=Virtual_CDROM0\n");
        QCOMPARE(machine.read().size(), std::size_t{2});
    }

    void aBrokenEntryOfUdevCostsOnlyItsFacts_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("words") << QByteArray("not an entry\n");
        QTest::newRow("NUL") << QByteArrayLiteral("E:ID_MODEL=a\0b\n");
        QTest::newRow("no number") << QByteArray("E:ID_ATA=1\nE:ID_ATA_WRITE_CACHE=yes\n");
    }
    void aBrokenEntryOfUdevCostsOnlyItsFacts() {
        QFETCH(QByteArray, text);
        const DiskMachine machine;
        machine.tree.write("udev/b8:0", text.toStdString());
        QVERIFY(machine.read().contains("node_disk_info sda 8 0    1  "));
        QCOMPARE(machine.read().size(), std::size_t{2});
    }

    void withoutDiskstatsThereIsAReason() {
        const test::TemporaryTree tree;
        Readings readings;
        QVERIFY(!makeDiskInfoCollector({.procfs = tree.path()})->collect({}, readings));
        QCOMPARE(readings.families.diskInfo.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(DiskInfoTest)
#include "DiskInfoTest.moc"
