#include "platform/linux/PowerMetrics.h"

#include <QtTest>

#include "platform/linux/Power.h"
#include "tests/support/FamilySamples.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class PowerMetricsTest : public QObject {
    Q_OBJECT

  private slots:
    void propertiesComeInBaseUnits() {
        FamilyBuilder builder;
        tellPowerSupply({{"POWER_SUPPLY_NAME", "BAT0"},
                         {"POWER_SUPPLY_TYPE", "Battery"},
                         {"POWER_SUPPLY_CAPACITY", "81"},
                         {"POWER_SUPPLY_ENERGY_NOW", "36580000"},
                         {"POWER_SUPPLY_TEMP", "309"},
                         {"POWER_SUPPLY_CURRENT_NOW", "-1500000"},
                         {"POWER_SUPPLY_VOLTAGE_NOW", "unknown"}},
                        builder);
        const auto samples = test::samplesOf(builder.take());
        QCOMPARE(samples.at("node_power_supply_capacity BAT0"), 81.0);
        QCOMPARE(samples.at("node_power_supply_energy_watthour BAT0"), 36.58);
        QCOMPARE(samples.at("node_power_supply_temp_celsius BAT0"), 30.9);
        QCOMPARE(samples.at("node_power_supply_current_ampere BAT0"), -1.5);
        QCOMPARE(samples.size(), std::size_t{5});  // no voltage; and what the supply is
    }

    void zonesAreNumberedByTheirNameOrCounted() {
        FamilyBuilder builder;
        tellEnergy({{"package-1", "intel-rapl:1", 10, 100},
                    {"dram", "intel-rapl:0:1", 20, 100},
                    {"dram", "intel-rapl:1:1", 30, 100},
                    {"package-0-die-1", "intel-rapl:2", 40, 100}},
                   "/sys/class/powercap", builder);
        const auto samples = test::samplesOf(builder.take());
        QCOMPARE(samples,
                 (test::FamilySamples{
                     {"node_rapl_package_joules_total 1 /sys/class/powercap/intel-rapl:1", 10},
                     {"node_rapl_dram_joules_total 0 /sys/class/powercap/intel-rapl:0:1", 20},
                     {"node_rapl_dram_joules_total 1 /sys/class/powercap/intel-rapl:1:1", 30},
                     {"node_rapl_package_0_die_joules_total 1 /sys/class/powercap/intel-rapl:2", 40}}));
    }

    void theGreatestNumberIsFollowedByAnother() {
        FamilyBuilder builder;
        tellEnergy({{"psys-2147483647", "intel-rapl:0", 10, 100}, {"psys", "intel-rapl:1", 20, 100}}, "/p",
                   builder);
        const auto samples = test::samplesOf(builder.take());
        QCOMPARE(samples,
                 (test::FamilySamples{{"node_rapl_psys_joules_total 2147483647 /p/intel-rapl:0", 10},
                                      {"node_rapl_psys_joules_total 2147483648 /p/intel-rapl:1", 20}}));
    }

    void theTypeOfOldKernelsStandsInItsOwnFile() {
        const test::TemporaryTree tree;
        tree.write("class/power_supply/AC/uevent", "POWER_SUPPLY_NAME=AC\nPOWER_SUPPLY_ONLINE=1\n");
        tree.write("class/power_supply/AC/type", "Mains\n");
        const auto collector = makePowerCollector({.sysfs = tree.path()}, {.supplies = true});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.power->mains.size(), std::size_t{1});
        QVERIFY(readings.families.powerSupplies);
        const auto samples = test::samplesOf(*readings.families.powerSupplies);
        QCOMPARE(samples.at("node_power_supply_online AC"), 1.0);
    }

    void aMachineWithoutSuppliesSaysSo() {
        const test::TemporaryTree tree;
        const auto collector = makePowerCollector({.sysfs = tree.path()}, {.supplies = true, .rapl = true});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.powerSupplies.reason().kind, ErrorKind::Absent);
        QCOMPARE(readings.families.rapl.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(PowerMetricsTest)
#include "PowerMetricsTest.moc"
