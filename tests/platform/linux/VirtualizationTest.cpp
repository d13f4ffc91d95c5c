#include "platform/linux/Virtualization.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class VirtualizationTest : public QObject {
    Q_OBJECT

  private slots:
    void knowsHypervisorsByName_data() {
        QTest::addColumn<QByteArray>("vendor");
        QTest::addColumn<QByteArray>("product");
        QTest::addColumn<QByteArray>("hypervisor");
        QTest::newRow("QEMU") << QByteArray("QEMU") << QByteArray("Standard PC (Q35 + ICH9, 2009)")
                              << QByteArray("qemu");
        QTest::newRow("KVM") << QByteArray("Red Hat") << QByteArray("KVM") << QByteArray("kvm");
        QTest::newRow("VMware") << QByteArray("VMware, Inc.") << QByteArray("VMware7,1")
                                << QByteArray("vmware");
        QTest::newRow("VirtualBox") << QByteArray("innotek GmbH") << QByteArray("VirtualBox")
                                    << QByteArray("oracle");
        QTest::newRow("Hyper-V") << QByteArray("Microsoft Corporation") << QByteArray("Virtual Machine")
                                 << QByteArray("microsoft");
        QTest::newRow("a Surface") << QByteArray("Microsoft Corporation") << QByteArray("Surface Pro 9")
                                   << QByteArray("");
        QTest::newRow("a laptop") << QByteArray("LENOVO") << QByteArray("20XW004AGE") << QByteArray("");
        QTest::newRow("nothing told") << QByteArray("") << QByteArray("") << QByteArray("");
    }
    void knowsHypervisorsByName() {
        QFETCH(QByteArray, vendor);
        QFETCH(QByteArray, product);
        QFETCH(QByteArray, hypervisor);
        QCOMPARE(hypervisorFrom({vendor.toStdString(), product.toStdString()}), hypervisor.toStdString());
    }

    void namesTheContainerBeforeTheMachine() {
        const test::TemporaryTree tree;
        tree.write("etc/hostname", "box\n");
        const Roots roots{.sysfs = tree.path("sys"), .etc = tree.path("etc")};
        QCOMPARE(virtualizationBelow(roots, {"QEMU", ""}, true), std::string("qemu"));
        QCOMPARE(virtualizationBelow(roots, {}, true), std::string("vm"));
        QCOMPARE(virtualizationBelow(roots, {}, false), std::string());
        tree.write("sys/hypervisor/type", "xen\n");
        QCOMPARE(virtualizationBelow(roots, {}, false), std::string("xen"));
        tree.write(".dockerenv", "");
        QCOMPARE(virtualizationBelow(roots, {"QEMU", ""}, true), std::string("docker"));
        tree.write("run/systemd/container", "systemd-nspawn\n");
        QCOMPARE(virtualizationBelow(roots, {}, false), std::string("systemd-nspawn"));
    }
};

BARO_TEST(VirtualizationTest)
#include "VirtualizationTest.moc"
