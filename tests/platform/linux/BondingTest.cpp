#include "platform/linux/Bonding.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class BondingTest : public QObject {
    Q_OBJECT

  private slots:

    void countsTheMembersThatWork() {
        const test::TemporaryTree tree;
        tree.write("class/net/bonding_masters", "bond0 lan\n");
        tree.write("class/net/bond0/bonding/slaves", "\n");
        tree.write("class/net/lan/bonding/slaves", "eth0 eth1 eth2\n");
        tree.write("class/net/lan/lower_eth0/bonding_slave/mii_status", "up\n");
        tree.write("class/net/lan/lower_eth1/bonding_slave/mii_status", "down\n");
        tree.write("class/net/lan/slave_eth2/bonding_slave/mii_status", "up\n");
        const auto collector = makeBondingCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(linesOf(*readings.families.bonding),
                 QStringList({"node_bonding_slaves{bond0} 0", "node_bonding_slaves{lan} 3",
                              "node_bonding_active{bond0} 0", "node_bonding_active{lan} 2"}));
    }

    void isAbsentWithoutTheDriver() {
        const test::TemporaryTree tree;
        const auto collector = makeBondingCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.bonding.reason().kind, ErrorKind::Absent);
    }

    void saysWhichMemberTellsNoState() {
        const test::TemporaryTree tree;
        tree.write("class/net/bonding_masters", "lan\n");
        tree.write("class/net/lan/bonding/slaves", "eth7\n");
        const auto collector = makeBondingCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QVERIFY(readings.families.bonding.reason().message.find("eth7") != std::string::npos);
    }
};

BARO_TEST(BondingTest)
#include "BondingTest.moc"
