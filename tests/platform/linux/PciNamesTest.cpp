#include "platform/linux/PciNames.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro::platform;

namespace {

constexpr std::string_view list =
    "#\n#\tList of PCI ID's\n\n"
    "1002  Advanced Micro Devices, Inc. [AMD/ATI]\n"
    "\t744c  Navi 31 [Radeon RX 7900 XT/7900 XTX]\n"
    "\t\t1002 0e3b  RX 7900 GRE\n"
    "\t7480  Navi 33 [Radeon RX 7600]\n"
    "10de  NVIDIA Corporation\n"
    "\t2684  AD102 [GeForce RTX 4090]\n";

}  // namespace

class PciNamesTest : public QObject {
    Q_OBJECT

  private slots:
    void findsTheDeviceOfTheVendor() {
        QCOMPARE(findPciName(list, 0x1002, 0x7480).value(), std::string("Navi 33 [Radeon RX 7600]"));
        QCOMPARE(findPciName(list, 0x10de, 0x2684).value(), std::string("AD102 [GeForce RTX 4090]"));
    }

    void findsNothingElse_data() {
        QTest::addColumn<uint>("vendor");
        QTest::addColumn<uint>("device");
        QTest::newRow("another vendor's device") << 0x1002u << 0x2684u;
        QTest::newRow("unknown vendor") << 0x8086u << 0x7480u;
        QTest::newRow("a subsystem") << 0x1002u << 0x1002u;
        QTest::newRow("too large") << 0x11002u << 0x7480u;
    }
    void findsNothingElse() {
        QFETCH(uint, vendor);
        QFETCH(uint, device);
        QVERIFY(!findPciName(list, vendor, device));
    }

    void survivesWhatIsNoList_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("NUL") << QByteArrayLiteral("1002\0AMD\n\t744c  X");
        QTest::newRow("no name") << QByteArray("1002  AMD\n\t744c  \n");
        QTest::newRow("one blank") << QByteArray("1002  AMD\n\t744c X\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void survivesWhatIsNoList() {
        QFETCH(QByteArray, text);
        QVERIFY(!findPciName({text.data(), static_cast<std::size_t>(text.size())}, 0x1002, 0x744c));
    }

    void fallsBackToNumbers() {
        const baro::test::TemporaryTree tree;
        tree.write("pci.ids", list);
        PciNames names({tree.path("none"), tree.path("pci.ids")});
        QCOMPARE(names.nameOf(0x1002, 0x7480), std::string("Navi 33 [Radeon RX 7600]"));
        QCOMPARE(names.nameOf(0x1002, 0x0001), std::string("AMD 0x0001"));
        QCOMPARE(names.nameOf(0x8086, 0x46a6), std::string("Intel 0x46a6"));
        QCOMPARE(names.nameOf(0x1234, 0x1111), std::string("0x1234 0x1111"));
    }
};

BARO_TEST(PciNamesTest)
#include "PciNamesTest.moc"
