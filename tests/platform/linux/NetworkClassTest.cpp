#include "platform/linux/NetworkClass.h"

#include <QtTest>

#include "tests/support/FamilySamples.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

struct NetworkMachine {
    test::TemporaryTree tree;
    std::unique_ptr<Collector> collector = makeNetworkClassCollector({.sysfs = tree.path()});

    void attribute(const std::string& name, std::string_view text) const {
        tree.write("class/net/eth0/" + name, text);
    }
    test::FamilySamples read() const {
        Readings readings;
        problem = QString::fromStdString(messageOf(collector->collect({}, readings)));
        if (!readings.families.networkClass) qFatal("no interfaces");
        return test::samplesOf(*readings.families.networkClass);
    }

    mutable QString problem{};  // that the last read() told

  private:
    static std::string messageOf(const Status& status) {
        return status ? std::string() : status.error().message;
    }
};

}  // namespace

class NetworkClassTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsAttributesAsNumbers() {
        const NetworkMachine machine;
        machine.attribute("mtu", "1500\n");
        machine.attribute("dev_id", "0x20\n");
        machine.attribute("flags", "0x1303\n");
        machine.attribute("speed", "1000\n");
        machine.attribute("tx_queue_len", "-1\n");
        machine.attribute("operstate", "dormant\n");
        const auto samples = machine.read();
        QCOMPARE(samples.at("node_network_mtu_bytes eth0"), 1500.0);
        QCOMPARE(samples.at("node_network_device_id eth0"), 32.0);
        QCOMPARE(samples.at("node_network_flags eth0"), 4867.0);
        QCOMPARE(samples.at("node_network_speed_bytes eth0"), 1.25e8);
        QCOMPARE(samples.at("node_network_up eth0"), 0.0);
        QCOMPARE(machine.problem, QString());
    }

    void tellsWhatTheInterfaceIs_data() {
        QTest::addColumn<QString>("flags");
        QTest::addColumn<QString>("expected");
        QTest::newRow("up") << "0x1003\n"
                            << "up";
        QTest::newRow("down") << "0x1002\n"
                              << "down";
        QTest::newRow("none set") << "0\n"
                                  << "down";
        QTest::newRow("below all") << "-2\n"
                                   << "unknown";
        QTest::newRow("beyond all") << "4294967296\n"
                                    << "unknown";
        QTest::newRow("not said") << ""
                                  << "unknown";
    }
    void tellsWhatTheInterfaceIs() {
        QFETCH(QString, flags);
        QFETCH(QString, expected);
        const NetworkMachine machine;
        machine.attribute("flags", flags.toStdString());
        machine.attribute("address", "01:02:03:04:05:06\n");
        machine.attribute("broadcast", "ff:ff:ff:ff:ff:ff\n");
        machine.attribute("duplex", "full\n");
        machine.attribute("ifalias", "uplink\n");
        machine.attribute("operstate", "up\n");
        const QString key =
            "node_network_info 01:02:03:04:05:06 " + expected + " ff:ff:ff:ff:ff:ff eth0 full uplink up";
        QVERIFY(machine.read().contains(key.toStdString()));
    }

    void anUnknownSpeedIsToldAsNodeExporterTellsIt() {
        const NetworkMachine machine;
        machine.attribute("speed", "-1\n");
        QCOMPARE(machine.read().at("node_network_speed_bytes eth0"), -125'000.0);
        QCOMPARE(machine.problem, QString());
        machine.attribute("speed", "-2\n");
        QVERIFY(!machine.read().contains("node_network_speed_bytes eth0"));
        QVERIFY(machine.problem.endsWith(QLatin1String("eth0/speed holds a negative number")));
    }

    void whatIsUnknownIsLeftOut() {
        const NetworkMachine machine;
        machine.attribute("mtu", "many\n");
        machine.attribute("flags", "0xzz\n");
        machine.attribute("carrier", "");
        machine.attribute("operstate", "maybe\n");
        QCOMPARE(machine.read(), (test::FamilySamples{{"node_network_info  unknown  eth0   maybe", 1}}));
        QVERIFY(machine.problem.endsWith(QLatin1String("eth0/carrier does not hold a number")));
    }

    void filesAmongTheInterfacesAreNone() {
        const NetworkMachine machine;
        machine.attribute("mtu", "1500\n");
        machine.tree.write("class/net/bonding_masters", "bond0\n");
        QCOMPARE(machine.read().size(), std::size_t{2});
    }

    void withoutTheFolderThereIsAReason() {
        const NetworkMachine machine;
        Readings readings;
        QVERIFY(!machine.collector->collect({}, readings));
        QCOMPARE(readings.families.networkClass.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(NetworkClassTest)
#include "NetworkClassTest.moc"
