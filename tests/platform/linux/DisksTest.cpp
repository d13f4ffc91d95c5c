#include "platform/linux/Disks.h"

#include <QtTest>

#include "platform/linux/DiskHardware.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;

namespace {

constexpr auto used = " 1 2 3 4 5 6 7 8 9 10 11\n";
constexpr auto unused = " 0 0 0 0 0 0 0 0 0 0 0\n";

std::string line(const std::string& device, const char* counters) {
    return device + counters;
}

struct Fixture {
    Status collect() { return collector->collect(clock.now(), readings); }
    const std::vector<Disk>& disks() const { return readings.disks->disks; }
    void device(const std::string& name, const std::string& below) const {
        tree.link("sys/class/block/" + name, "../../devices/" + below);
    }
    Roots roots() const {
        return {.procfs = tree.path(), .sysfs = tree.path("sys"), .udev = tree.path("udev")};
    }

    test::TemporaryTree tree;
    test::FakeClock clock;
    Readings readings;
    std::unique_ptr<Collector> collector = makeDisksCollector(roots());
};

}  // namespace

class DisksTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatADiskIs() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("259 0 nvme0n1", used) + line("259 1 nvme0n1p1", used));
        const std::string disk = "sys/devices/pci0000:00/nvme/nvme0/nvme0n1/";
        fixture.tree.write(disk + "device/model", "Samsung SSD 980 PRO 1TB                 \n");
        fixture.tree.write(disk + "device/serial", "S5GXNF0R\n");
        fixture.tree.write(disk + "wwid", "eui.002538b1\n");
        fixture.tree.write(disk + "size", "2048\n");
        fixture.tree.write(disk + "ro", "0\n");
        fixture.tree.write(disk + "removable", "0\n");
        fixture.tree.write(disk + "dev", "259:0\n");
        fixture.tree.write(disk + "queue/rotational", "0\n");
        fixture.tree.write(disk + "nvme0n1p1/partition", "1\n");
        fixture.tree.write(disk + "nvme0n1p1/size", "1024\n");
        fixture.tree.write(disk + "nvme0n1p1/ro", "1\n");
        fixture.device("nvme0n1", "pci0000:00/nvme/nvme0/nvme0n1");
        fixture.device("nvme0n1p1", "pci0000:00/nvme/nvme0/nvme0n1/nvme0n1p1");
        QVERIFY(fixture.collect());

        QCOMPARE(fixture.disks().size(), 2u);
        const DiskFacts& facts = *fixture.disks()[0].facts;
        QCOMPARE(facts.model, std::string("Samsung SSD 980 PRO 1TB"));
        QCOMPARE(facts.serial, std::string("S5GXNF0R"));
        QCOMPARE(facts.identity, std::string("eui.002538b1"));
        QCOMPARE(facts.transport, std::string("nvme"));
        QCOMPARE(*facts.sizeBytes, std::uint64_t{1} << 20);
        QCOMPARE(*facts.rotational, false);
        QCOMPARE(*facts.removable, false);
        QCOMPARE(*facts.readOnly, false);
        QVERIFY(!fixture.disks()[0].isPartition());

        const DiskFacts& partition = *fixture.disks()[1].facts;
        QVERIFY(fixture.disks()[1].isPartition());
        QCOMPARE(partition.parent, std::string("nvme0n1"));
        QCOMPARE(partition.identity, std::string("eui.002538b1-part1"));
        QCOMPARE(*partition.sizeBytes, std::uint64_t{1} << 19);
        QCOMPARE(*partition.readOnly, true);
    }

    void asksUdevForWhatSysfsLacks() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("8 0 sda", used));
        fixture.tree.write("sys/devices/pci0000:00/ata1/host0/block/sda/size", "8\n");
        fixture.device("sda", "pci0000:00/ata1/host0/block/sda");
        fixture.tree.write("udev/b8:0",
                           "S:disk/by-id/x\nE:ID_MODEL=WDC_WD40\nE:ID_MODEL_ENC=WDC\\x20WD40\\x20\\x20\n"
                           "E:ID_SERIAL_SHORT=WD-1\nE:ID_WWN=0x50014ee2\n");
        QVERIFY(fixture.collect());
        const DiskFacts& facts = *fixture.disks()[0].facts;
        QCOMPARE(facts.model, std::string("WDC WD40"));
        QCOMPARE(facts.serial, std::string("WD-1"));
        QCOMPARE(facts.identity, std::string("0x50014ee2"));
        QCOMPARE(facts.transport, std::string("sata"));
    }

    void aDiskWithoutFactsStillCounts() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("8 0 sda", used));
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.disks()[0].counters.readsCompleted, 1.0);
        QVERIFY(fixture.disks()[0].facts);
        QVERIFY(!fixture.disks()[0].facts->sizeBytes);
        QVERIFY(!fixture.disks()[0].facts->rotational);
        QVERIFY(fixture.disks()[0].facts->model.empty());
    }

    void refusesAbsurdAttributes() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("8 0 sda", used));
        fixture.tree.write("sys/devices/block/sda/size", "99999999999999999999\n");
        fixture.tree.write("sys/devices/block/sda/ro", "-1\n");
        fixture.device("sda", "block/sda");
        QVERIFY(fixture.collect());
        QVERIFY(!fixture.disks()[0].facts->sizeBytes);
        QVERIFY(!fixture.disks()[0].facts->readOnly);
    }

    void leavesOutDevicesMadeInAdvance() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("7 0 loop0", unused) + line("7 1 loop1", used) +
                                            line("7 2 loop2", used) + line("1 0 ram0", unused) +
                                            line("43 0 nbd0", unused) + line("8 0 sda", unused));
        fixture.tree.write("sys/devices/virtual/block/loop1/size", "8\n");
        fixture.tree.write("sys/devices/virtual/block/loop2/size", "0\n");
        fixture.device("loop1", "virtual/block/loop1");
        fixture.device("loop2", "virtual/block/loop2");
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.disks().size(), 2u);
        QCOMPARE(fixture.disks()[0].name, std::string("loop1"));
        QCOMPARE(fixture.disks()[1].name, std::string("sda"));
    }

    void namesWhatIsMounted() {
        Fixture fixture;
        fixture.tree.write("diskstats",
                           line("8 0 sda", used) + line("8 1 sda1", used) + line("254 0 dm-0", used));
        fixture.tree.write("sys/devices/virtual/block/dm-0/dm/name", "vg-data\n");
        fixture.device("dm-0", "virtual/block/dm-0");
        fixture.tree.write("self/mountinfo",
                           "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n"
                           "2 1 8:1 / /mnt/My\\040Disk rw - ext4 /dev/sda1 rw\n"
                           "3 1 8:1 /etc/hosts /run/hosts rw - ext4 /dev/sda1 rw\n"
                           "4 1 0:33 /@home /home rw - btrfs /dev/mapper/vg-data rw\n");
        QVERIFY(fixture.collect());
        QVERIFY(fixture.disks()[0].facts->mountPoints.empty());
        QVERIFY(fixture.disks()[1].facts->mountPoints == (std::vector<std::string>{"/", "/mnt/My Disk"}));
        QVERIFY(fixture.disks()[2].facts->mountPoints == std::vector<std::string>{"/home"});
    }

    void followsMountsThatChange() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("8 1 sda1", used));
        QVERIFY(fixture.collect());
        QVERIFY(fixture.disks()[0].facts->mountPoints.empty());
        fixture.tree.write("self/mountinfo", "1 0 8:1 / /new rw - ext4 /dev/sda1 rw\n");
        fixture.clock.advance(5s);
        QVERIFY(fixture.collect());
        QVERIFY(fixture.disks()[0].facts->mountPoints == std::vector<std::string>{"/new"});
    }

    void readsFactsAgainWhenADiskComesOrGoes() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("8 0 sda", used));
        QVERIFY(fixture.collect());
        fixture.tree.write("sys/devices/usb1/block/sdb/size", "8\n");
        fixture.device("sdb", "usb1/block/sdb");
        fixture.tree.write("diskstats", line("8 0 sda", used) + line("8 16 sdb", used));
        fixture.clock.advance(1s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.disks().size(), 2u);
        QCOMPARE(fixture.disks()[1].facts->transport, std::string("usb"));
        fixture.tree.write("diskstats", line("8 16 sdb", used));
        fixture.clock.advance(1s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.disks().size(), 1u);
        QCOMPARE(fixture.disks()[0].name, std::string("sdb"));
    }

    void sharesFactsBetweenReadings() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("8 0 sda", used));
        QVERIFY(fixture.collect());
        const auto facts = fixture.disks()[0].facts;
        fixture.clock.advance(1s);
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.disks()[0].facts, facts);
    }

    void namesWithASlashAreFoundInSysfs() {
        Fixture fixture;
        fixture.tree.write("diskstats", line("104 0 cciss/c0d0", used));
        fixture.tree.write("sys/devices/block/cciss!c0d0/size", "8\n");
        fixture.device("cciss!c0d0", "block/cciss!c0d0");
        QVERIFY(fixture.collect());
        QCOMPARE(fixture.disks()[0].name, std::string("cciss/c0d0"));
        QCOMPARE(*fixture.disks()[0].facts->sizeBytes, 4096u);
    }

    void tellsTheTransport_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("transport");
        QTest::newRow("USB") << "../../devices/pci0000:00/0000:00:14.0/usb2/2-1/host6/target6:0:0/block/sdb"
                             << "usb";
        QTest::newRow("SATA") << "../../devices/pci0000:00/0000:00:17.0/ata1/host0/block/sda"
                              << "sata";
        QTest::newRow("virtio") << "../../devices/pci0000:00/virtio1/block/vda"
                                << "virtio";
        QTest::newRow("loop") << "../../devices/virtual/block/loop0"
                              << "loop";
        QTest::newRow("mapper") << "../../devices/virtual/block/dm-0"
                                << "dm";
        QTest::newRow("SAS") << "../../devices/pci0000:00/host1/port-1:0/end_device-1:0/block/sdc"
                             << "sas";
        QTest::newRow("unknown") << "../../devices/platform/block/xyz"
                                 << "";
    }
    void tellsTheTransport() {
        QFETCH(QString, path);
        QFETCH(QString, transport);
        QCOMPARE(std::string(transportOf(path.toStdString())), transport.toStdString());
    }

    void refusesWhatIsNotAUdevEntry_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no letter") << QByteArray("ID_MODEL=x\n");
        QTest::newRow("no name") << QByteArray("E:=x\n");
        QTest::newRow("NUL") << QByteArrayLiteral("E:A=\0\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void refusesWhatIsNotAUdevEntry() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseUdevEntry({text.data(), static_cast<std::size_t>(text.size())}));
    }

    void decodesWhatUdevEscaped() {
        QCOMPARE(decodeHexEscapes("a\\x20b\\x2fc"), std::string("a b/c"));
        QCOMPARE(decodeHexEscapes("\\x2"), std::string("\\x2"));
        QCOMPARE(decodeHexEscapes("\\xzz"), std::string("\\xzz"));
    }

    void saysWhyThereIsNone() {
        Fixture fixture;
        QVERIFY(!fixture.collect());
        QCOMPARE(fixture.readings.disks.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(DisksTest)
#include "DisksTest.moc"
