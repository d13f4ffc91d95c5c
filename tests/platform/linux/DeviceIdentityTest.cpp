#include "platform/linux/DeviceIdentity.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro::platform;

class DeviceIdentityTest : public QObject {
    Q_OBJECT

  private slots:
    void leavesOutWhatIsNumberedByOrder_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");
        QTest::newRow("PCI function") << "pci0000:00/0000:00:18.3"
                                      << "pci0000:00/0000:00:18.3";
        QTest::newRow("NVMe controller") << "pci0000:00/0000:00:01.2/0000:01:00.0/nvme/nvme1"
                                         << "pci0000:00/0000:00:01.2/0000:01:00.0";
        QTest::newRow("SATA disk") << "pci0000:00/0000:00:17.0/ata3/host2/target2:0:0/2:0:0:0"
                                   << "pci0000:00/0000:00:17.0";
        QTest::newRow("device on I2C") << "pci0000:00/0000:00:1f.4/i2c-12/12-0050"
                                       << "pci0000:00/0000:00:1f.4/0050";
        QTest::newRow("device of ACPI on I2C") << "pci0000:00/0000:00:15.1/i2c-3/i2c-ELAN0001:00"
                                               << "pci0000:00/0000:00:15.1/i2c-ELAN0001:00";
        QTest::newRow("HID device") << "pci0000:00/0000:00:14.0/usb1/1-9/1-9:1.0/0003:1E71:2007.0004"
                                    << "pci0000:00/0000:00:14.0/usb1/1-9/1-9:1.0/0003:1E71:2007";
        QTest::newRow("radio") << "pci0000:00/0000:01:00.0/ieee80211/phy1"
                               << "pci0000:00/0000:01:00.0/ieee80211";
        QTest::newRow("platform device") << "platform/nct6775.656"
                                         << "platform/nct6775.656";
        QTest::newRow("hwmon of a device") << "platform/coretemp.0/hwmon/hwmon4"
                                           << "platform/coretemp.0";
        QTest::newRow("a name that begins alike") << "platform/atapi/hostess"
                                                  << "platform/atapi/hostess";
        QTest::newRow("empty") << ""
                               << "";
    }
    void leavesOutWhatIsNumberedByOrder() {
        QFETCH(QString, path);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(stableBusPath(path.toStdString())), expected);
    }

    void prefersTheSerialNumber() {
        const baro::test::TemporaryTree tree;
        tree.write("devices/pci0000:00/0000:01:00.0/nvme/nvme0/serial", "S5GXNX0R123456      \n");
        tree.link("class/hwmon/hwmon0/device", tree.path("devices/pci0000:00/0000:01:00.0/nvme/nvme0"));
        QCOMPARE(deviceIdentity(tree.path(), tree.path("class/hwmon/hwmon0/device")),
                 std::string("S5GXNX0R123456"));
        QCOMPARE(deviceIdentity(tree.path(), tree.path("class/hwmon/none")), std::string());
    }

    void findsThePciDeviceAbove() {
        const baro::test::TemporaryTree tree;
        tree.write("devices/pci0000:00/0000:01:00.0/nvme/nvme0/serial", "S\n");
        tree.write("devices/platform/coretemp.0/name", "coretemp\n");
        QVERIFY(pciDeviceAbove(tree.path(), tree.path("devices/pci0000:00/0000:01:00.0/nvme/nvme0"))
                    .ends_with("/devices/pci0000:00/0000:01:00.0"));
        QCOMPARE(pciDeviceAbove(tree.path(), tree.path("devices/platform/coretemp.0")), std::string());
    }

    void knowsPciAddresses() {
        QVERIFY(isPciAddress("0000:03:00.0"));
        QVERIFY(!isPciAddress("0000:03:00"));
        QVERIFY(!isPciAddress("pci0000:00"));
        QVERIFY(!isPciAddress("0000:0g:00.0"));
    }
};

BARO_TEST(DeviceIdentityTest)
#include "DeviceIdentityTest.moc"
