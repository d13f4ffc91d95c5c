#include "platform/linux/Power.h"

#include <QtTest>

#include "platform/linux/PowerSupply.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

constexpr std::string_view energyBattery =
    "DEVTYPE=power_supply\nPOWER_SUPPLY_NAME=BAT0\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_STATUS="
    "Discharging\n"
    "POWER_SUPPLY_PRESENT=1\nPOWER_SUPPLY_CYCLE_COUNT=182\nPOWER_SUPPLY_VOLTAGE_MIN_DESIGN=15440000\n"
    "POWER_SUPPLY_VOLTAGE_NOW=16120000\nPOWER_SUPPLY_POWER_NOW=7254000\nPOWER_SUPPLY_ENERGY_FULL_DESIGN="
    "50000000\n"
    "POWER_SUPPLY_ENERGY_FULL=45000000\nPOWER_SUPPLY_ENERGY_NOW=27000000\nPOWER_SUPPLY_CAPACITY=60\n"
    "POWER_SUPPLY_MODEL_NAME=5B10W51827\nPOWER_SUPPLY_MANUFACTURER=SMP\n";

constexpr std::string_view chargeBattery =
    "POWER_SUPPLY_NAME=BAT1\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_STATUS=Discharging\n"
    "POWER_SUPPLY_VOLTAGE_MIN_DESIGN=10000000\nPOWER_SUPPLY_VOLTAGE_NOW=12000000\nPOWER_SUPPLY_CURRENT_NOW=-"
    "500000\n"
    "POWER_SUPPLY_CHARGE_FULL_DESIGN=5000000\nPOWER_SUPPLY_CHARGE_FULL=4000000\nPOWER_SUPPLY_CHARGE_NOW="
    "1000000\n"
    "POWER_SUPPLY_CYCLE_COUNT=0\n";

Battery batteryOf(std::string_view uevent) {
    const auto supply = parsePowerSupply(uevent);
    if (!supply || !supply->battery) qFatal("not a battery");
    return *supply->battery;
}

// A laptop with a battery, a charger and a processor that counts energy.
struct Laptop {
    test::TemporaryTree tree;
    test::FakeClock clock;
    Readings readings;

    Laptop() {
        tree.write("class/power_supply/BAT0/uevent", energyBattery);
        tree.write("class/power_supply/AC/uevent",
                   "POWER_SUPPLY_NAME=AC\nPOWER_SUPPLY_TYPE=Mains\nPOWER_SUPPLY_ONLINE=1\n");
        zone("intel-rapl:0", "package-0", "123456789");
        zone("intel-rapl:0:0", "core", "5000000");
        zone("intel-rapl-mmio:0", "package-0", "123456789");
        tree.write("class/powercap/intel-rapl/enabled", "1\n");
    }
    void zone(const std::string& name, const std::string& part, const std::string& energy) const {
        tree.write("class/powercap/" + name + "/name", part + "\n");
        tree.write("class/powercap/" + name + "/max_energy_range_uj", "262143328850\n");
        tree.write("class/powercap/" + name + "/energy_uj", energy + "\n");
    }
    Status sample(Collector& collector, std::chrono::seconds after = {}) {
        clock.advance(after);
        return collector.collect(clock.now(), readings);
    }
};

}  // namespace

class PowerTest : public QObject {
    Q_OBJECT

  private slots:
    void readsABatteryThatCountsEnergy() {
        const Battery battery = batteryOf(energyBattery);
        QCOMPARE(battery.name, std::string("BAT0"));
        QCOMPARE(battery.model, std::string("5B10W51827"));
        QCOMPARE(battery.vendor, std::string("SMP"));
        QCOMPARE(battery.status, std::string("Discharging"));
        QCOMPARE(battery.chargeRatio.value(), 0.6);
        QCOMPARE(battery.healthRatio.value(), 0.9);
        QCOMPARE(battery.powerWatts.value(), 7.254);
        QCOMPARE(battery.energyJoules.value(), 97'200.0);
        QCOMPARE(battery.fullJoules.value(), 162'000.0);
        QCOMPARE(battery.voltageVolts.value(), 16.12);
        QCOMPARE(battery.cycles.value(), 182u);
        QVERIFY(!battery.ofPeripheral);
    }

    void readsABatteryThatCountsCharge() {
        const Battery battery = batteryOf(chargeBattery);
        QCOMPARE(battery.chargeRatio.value(), 0.25);
        QCOMPARE(battery.healthRatio.value(), 0.8);
        QCOMPARE(battery.powerWatts.value(), 6.0);
        QCOMPARE(battery.energyJoules.value(), 36'000.0);
        QVERIFY(!battery.cycles);
    }

    void knowsThePeripherals() {
        const Battery battery = batteryOf(
            "POWER_SUPPLY_NAME=hidpp_battery_0\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_SCOPE=Device\n"
            "POWER_SUPPLY_CAPACITY=85\n");
        QVERIFY(battery.ofPeripheral);
        QCOMPARE(battery.status, std::string("Unknown"));
        QVERIFY(!battery.powerWatts && !battery.energyJoules && !battery.healthRatio);
    }

    void whatCannotBeTrueIsUnknown() {
        const Battery battery = batteryOf(
            "POWER_SUPPLY_NAME=B\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_CAPACITY=255\n"
            "POWER_SUPPLY_VOLTAGE_NOW=0\nPOWER_SUPPLY_POWER_NOW=much\nPOWER_SUPPLY_ENERGY_NOW=-1\n"
            "POWER_SUPPLY_ENERGY_FULL=0\nPOWER_SUPPLY_CYCLE_COUNT=99999999999999999999\n");
        QVERIFY(!battery.chargeRatio && !battery.voltageVolts && !battery.powerWatts &&
                !battery.energyJoules);
        QVERIFY(!battery.healthRatio && !battery.cycles);
    }

    void anEmptyBayIsNoBattery() {
        const auto supply =
            parsePowerSupply("POWER_SUPPLY_NAME=BAT1\nPOWER_SUPPLY_TYPE=Battery\nPOWER_SUPPLY_PRESENT=0\n");
        QVERIFY(supply && !supply->battery && !supply->mains);
    }

    void readsMains_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("online");
        QTest::addColumn<int>("expected");  // -1: none
        QTest::newRow("plugged in") << "Mains"
                                    << "1" << 1;
        QTest::newRow("unplugged") << "Mains"
                                   << "0" << 0;
        QTest::newRow("USB-C") << "USB_C"
                               << "1" << 1;
        QTest::newRow("USB") << "USB"
                             << "2" << 1;
        QTest::newRow("not said") << "Mains"
                                  << "" << -1;
        QTest::newRow("another kind") << "Wireless"
                                      << "1" << -1;
    }
    void readsMains() {
        QFETCH(QString, type);
        QFETCH(QString, online);
        QFETCH(int, expected);
        const auto text =
            "POWER_SUPPLY_NAME=AC\nPOWER_SUPPLY_TYPE=" + type + "\nPOWER_SUPPLY_ONLINE=" + online;
        const auto supply = parsePowerSupply(text.toStdString());
        QVERIFY(supply);
        QCOMPARE(supply->mains ? static_cast<int>(supply->mains->online) : -1, expected);
    }

    void refusesWhatIsNoSupply() {
        QVERIFY(!parsePowerSupply(""));
        QVERIFY(!parsePowerSupply("POWER_SUPPLY_NAME=BAT0\n"));
        QVERIFY(!parsePowerSupply("nonsense"));
        QVERIFY(!parsePowerSupply(std::string(1 << 20, 'x')));
    }

    void aSupplyThatIsDamagedIsToldOf() {
        Laptop laptop;
        laptop.tree.write("class/power_supply/BAT0/uevent", "nonsense");
        const auto collector = makePowerCollector({.sysfs = laptop.tree.path()});
        const Status status = laptop.sample(*collector);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Malformed);
        QVERIFY(status.error().message.starts_with("power_supply/BAT0/uevent: "));
        QVERIFY(laptop.readings.power->batteries.empty());
        QCOMPARE(laptop.readings.power->mains.size(), 1u);
        QCOMPARE(laptop.readings.power->energy.size(), 2u);
    }

    void aMachineWithADamagedBatteryAloneDoesNotSayThatItHasNone() {
        const test::TemporaryTree tree;
        for (const char* content : {"nonsense", "", "POWER_SUPPLY_NAME=BAT0\n"}) {
            tree.write("class/power_supply/BAT0/uevent", content);
            const auto collector = makePowerCollector({.sysfs = tree.path()}, {.supplies = true});
            Readings readings;
            QVERIFY(!collector->collect({}, readings));
            QCOMPARE(readings.power.reason().kind, ErrorKind::Malformed);
            QCOMPARE(readings.families.powerSupplies.reason().kind, ErrorKind::Malformed);
        }
    }

    void countsEnergyOfEachZoneOnce() {
        Laptop laptop;
        const auto collector = makePowerCollector({.sysfs = laptop.tree.path()});
        QCOMPARE(collector->interval(), std::chrono::milliseconds(1000));
        QVERIFY(laptop.sample(*collector));
        const auto& energy = laptop.readings.power->energy;
        QCOMPARE(energy.size(), 2u);
        QCOMPARE(energy[0].identity, std::string("intel-rapl:0"));
        QCOMPARE(energy[0].name, std::string("package-0"));
        QCOMPARE(energy[0].joules, 123.456789);
        QCOMPARE(energy[0].wrapsAtJoules, 262143.32885);
        QVERIFY(laptop.readings.power->energyProblem.empty());
    }

    void anUnreadableCounterIsUnknownAndSaysWhy() {
        Laptop laptop;
        laptop.zone("intel-rapl:0", "package-0", "-5");
        const auto collector = makePowerCollector({.sysfs = laptop.tree.path()});
        QVERIFY(laptop.sample(*collector));
        QCOMPARE(laptop.readings.power->energy.size(), 1u);
        QVERIFY(laptop.readings.power->energyProblem.find("energy_uj") != std::string::npos);
    }

    void aDamagedZoneSaysWhy_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty name") << "name" << QByteArray("");
        QTest::newRow("empty range") << "max_energy_range_uj" << QByteArray("");
        QTest::newRow("range of words") << "max_energy_range_uj" << QByteArray("much\n");
        QTest::newRow("no range") << "max_energy_range_uj" << QByteArray("0\n");
        QTest::newRow("negative range") << "max_energy_range_uj" << QByteArray("-1\n");
        QTest::newRow("overflow") << "max_energy_range_uj" << QByteArray("99999999999999999999\n");
    }
    void aDamagedZoneSaysWhy() {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        Laptop laptop;
        laptop.tree.write("class/powercap/intel-rapl:0/" + file.toStdString(), text.toStdString());
        const auto collector = makePowerCollector({.sysfs = laptop.tree.path()});
        QVERIFY(laptop.sample(*collector));
        QCOMPARE(laptop.readings.power->energy.size(), 1u);
        QCOMPARE(laptop.readings.power->energy[0].identity, std::string("intel-rapl:0:0"));
        const std::string& problem = laptop.readings.power->energyProblem;
        QVERIFY2(problem.find("intel-rapl:0/" + file.toStdString()) != std::string::npos, problem.c_str());
    }

    void aZoneThatAContainerHidesIsNone() {
        const test::TemporaryTree tree;
        tree.link("class/powercap/intel-rapl:0", "../../devices/virtual/powercap/intel-rapl/intel-rapl:0");
        Readings readings;
        QVERIFY(!makePowerCollector({.sysfs = tree.path()})->collect({}, readings));
        QCOMPARE(readings.power.reason().kind, ErrorKind::Absent);
    }

    void aDamagedZoneIsToldBesideOneThatCannotBeRead() {
        Laptop laptop;
        laptop.tree.write("class/powercap/intel-rapl:0/name", "");
        laptop.zone("intel-rapl:0:0", "core", "-5");
        const auto collector = makePowerCollector({.sysfs = laptop.tree.path()});
        QVERIFY(laptop.sample(*collector));
        QVERIFY(laptop.readings.power->energy.empty());
        const std::string& problem = laptop.readings.power->energyProblem;
        QVERIFY(problem.find("intel-rapl:0/name is empty; ") != std::string::npos);
        QVERIFY(problem.find("intel-rapl:0:0/energy_uj does not hold a counter") != std::string::npos);
    }

    void aZoneWithoutItsFilesSaysWhy() {
        const test::TemporaryTree tree;
        tree.write("class/powercap/intel-rapl:0/enabled", "1\n");
        const auto collector = makePowerCollector({.sysfs = tree.path()}, {.rapl = true});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QVERIFY(readings.power->energy.empty());
        QVERIFY(readings.power->energyProblem.find("intel-rapl:0/name") != std::string::npos);
        QCOMPARE(readings.families.rapl.reason().message, readings.power->energyProblem);
    }

    void batteriesAreAskedEveryFiveSeconds() {
        Laptop laptop;
        const auto collector = makePowerCollector({.sysfs = laptop.tree.path()});
        QVERIFY(laptop.sample(*collector));
        laptop.tree.remove("class/power_supply/BAT0");
        QVERIFY(laptop.sample(*collector, std::chrono::seconds(1)));
        QCOMPARE(laptop.readings.power->batteries.size(), 1u);
        QVERIFY(laptop.sample(*collector, std::chrono::seconds(4)));
        QVERIFY(laptop.readings.power->batteries.empty());
        QCOMPARE(laptop.readings.power->mains.size(), 1u);
    }

    void aMachineWithNothingSaysSo() {
        const test::TemporaryTree tree;
        const auto collector = makePowerCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(collector->interval(), std::chrono::milliseconds(5000));
        QCOMPARE(readings.power.reason(), absent("this machine reports no battery, mains or energy counter"));
    }
};

BARO_TEST(PowerTest)
#include "PowerTest.moc"
