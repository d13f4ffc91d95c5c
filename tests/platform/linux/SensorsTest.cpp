#include "platform/linux/Sensors.h"

#include <QtTest>
#include <map>

#include "platform/linux/Hwmon.h"
#include "platform/linux/RuntimePower.h"
#include "platform/linux/ThermalZones.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

// A desktop: processor, discrete graphics processor that drives no display, and a disk.
struct Desktop {
    test::TemporaryTree tree;
    test::FakeClock clock;
    std::unique_ptr<Collector> collector = makeSensorsCollector({.sysfs = tree.path()});
    Readings readings;
    static constexpr auto cpu = "devices/pci0000:00/0000:00:18.3/";
    static constexpr auto gpu = "devices/pci0000:00/0000:00:03.1/0000:03:00.0/";

    Desktop() {
        chip("hwmon2", cpu, "k10temp");
        inCpu("temp1_input", "47850\n");
        inCpu("temp1_label", "Tctl\n");
        inCpu("temp1_crit", "95000\n");
        chip("hwmon0", gpu, "amdgpu");
        inGpu("class", "0x030000\n");
        inGpu("power/control", "auto\n");
        inGpu("power/runtime_status", "active\n");
        inGpu("hwmon/temp1_input", "40000\n");
        inGpu("hwmon/power1_average", "12000000\n");
        inGpu("hwmon/fan1_input", "0\n");
    }
    void chip(const char* number, const std::string& device, const char* name) const {
        tree.write(device + "hwmon/name", std::string(name) + "\n");
        tree.link(device + "hwmon/device", tree.path(device));
        tree.link(std::string("class/hwmon/") + number, tree.path(device + "hwmon"));
    }
    void inCpu(const std::string& file, std::string_view text) const {
        tree.write(cpu + std::string("hwmon/") + file, text);
    }
    void inGpu(const std::string& file, std::string_view text) const { tree.write(gpu + file, text); }
    const Sensors& sample(std::chrono::seconds after = {}) {
        clock.advance(after);
        if (!collector->collect(clock.now(), readings)) qFatal("no sensors");
        return *readings.sensors;
    }
};

const Sensor* find(const Sensors& sensors, std::string_view identity) {
    for (const Sensor& sensor : sensors.sensors)
        if (sensor.identity == identity) return &sensor;
    return nullptr;
}

constexpr auto cpuTemperature = "pci0000:00/0000:00:18.3:temp1";
constexpr auto gpuTemperature = "pci0000:00/0000:00:03.1/0000:03:00.0:temp1";

std::map<std::string, double> valuesByIdentity(const test::TemporaryTree& tree) {
    Readings readings;
    if (!makeSensorsCollector({.sysfs = tree.path()})->collect({}, readings)) qFatal("no sensors");
    std::map<std::string, double> values;
    for (const Sensor& sensor : readings.sensors->sensors)
        values[sensor.identity] = sensor.value.value();
    return values;
}

}  // namespace

class SensorsTest : public QObject {
    Q_OBJECT

  private slots:
    void namesChannelsByTheBusPath() {
        Desktop desktop;
        const Sensor* const sensor = find(desktop.sample(), cpuTemperature);
        QVERIFY(sensor);
        QCOMPARE(sensor->chip, std::string("k10temp"));
        QCOMPARE(sensor->label, std::string("Tctl"));
        QCOMPARE(sensor->value.value(), 47.85);
        QCOMPARE(sensor->critical.value(), 95.0);
        QVERIFY(!sensor->high && !sensor->low && !sensor->alarm);
    }

    void sortsByChipKindAndChannel() {
        Desktop desktop;
        desktop.inCpu("temp10_input", "1000\n");
        desktop.inCpu("temp2_input", "1000\n");
        std::vector<std::string> names;
        for (const Sensor& sensor : desktop.sample().sensors)
            names.push_back(sensor.chip + " " + sensor.channel);
        QCOMPARE(names, (std::vector<std::string>{"amdgpu temp1", "amdgpu fan1", "amdgpu power1",
                                                  "k10temp temp1", "k10temp temp2", "k10temp temp10"}));
    }

    void readsEveryKindInBaseUnits_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("expected");
        QTest::newRow("fan") << "fan3_input"
                             << "1234" << 1234.0;
        QTest::newRow("stopped fan") << "fan3_input"
                                     << "0" << 0.0;
        QTest::newRow("voltage") << "in0_input"
                                 << "1264" << 1.264;
        QTest::newRow("negative current") << "curr1_input"
                                          << "-250" << -0.25;
        QTest::newRow("power") << "power1_input"
                               << "65500000" << 65.5;
        QTest::newRow("energy") << "energy1_input"
                                << "123000000" << 123.0;
        QTest::newRow("humidity") << "humidity1_input"
                                  << "45500" << 0.455;
        QTest::newRow("frost") << "temp2_input"
                               << "-12500" << -12.5;
    }
    void readsEveryKindInBaseUnits() {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(double, expected);
        Desktop desktop;
        desktop.inCpu(file.toStdString(), text.toStdString());
        const auto channel = file.left(file.indexOf('_')).toStdString();
        const Sensor* const sensor = find(desktop.sample(), "pci0000:00/0000:00:18.3:" + channel);
        QVERIFY(sensor && sensor->value);
        QCOMPARE(*sensor->value, expected);
        QVERIFY(sensor->problem.empty());
    }

    void whatCannotBeTrueIsUnknown_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("below absolute zero") << QByteArray("-273150\n");
        QTest::newRow("register at its end") << QByteArray("-128000\n");
        QTest::newRow("all bits set") << QByteArray("255000\n");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("words") << QByteArray("no data\n");
        QTest::newRow("NUL") << QByteArrayLiteral("47\0");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '4');
    }
    void whatCannotBeTrueIsUnknown() {
        QFETCH(QByteArray, text);
        Desktop desktop;
        desktop.inCpu("temp1_input", text.toStdString());
        const Sensor* const sensor = find(desktop.sample(), cpuTemperature);
        QVERIFY(sensor && !sensor->value);
        QVERIFY(!sensor->problem.empty());
    }

    void aFaultyProbeHasNoValue() {
        Desktop desktop;
        desktop.inCpu("temp1_fault", "1\n");
        const Sensor* const sensor = find(desktop.sample(), cpuTemperature);
        QVERIFY(sensor && !sensor->value);
        QVERIFY(sensor->problem.find("missing or broken") != std::string::npos);
    }

    void anUnreadableProbeSaysWhy() {
        Desktop desktop;
        std::filesystem::remove(desktop.tree.path(std::string(Desktop::cpu) + "hwmon/temp1_input"));
        std::filesystem::create_directory(desktop.tree.path(std::string(Desktop::cpu) + "hwmon/temp1_input"));
        const Sensor* const sensor = find(desktop.sample(), cpuTemperature);
        QVERIFY(sensor && !sensor->value);
        QVERIFY(sensor->problem.find("temp1_input") != std::string::npos);
    }

    void anyAlarmOfAChannelCounts() {
        Desktop desktop;
        desktop.inCpu("temp1_max_alarm", "0\n");
        desktop.inCpu("temp1_crit_alarm", "1\n");
        QCOMPARE(find(desktop.sample(), cpuTemperature)->alarm.value(), true);
        desktop.inCpu("temp1_crit_alarm", "0\n");
        QCOMPARE(find(desktop.sample(std::chrono::seconds(2)), cpuTemperature)->alarm.value(), false);
    }

    void unsetLimitsAreUnknown() {
        Desktop desktop;
        desktop.inCpu("temp1_max", "65261850\n");
        desktop.inCpu("temp1_min", "-273150\n");
        const Sensor* const sensor = find(desktop.sample(), cpuTemperature);
        QVERIFY(sensor && !sensor->high && !sensor->low);
    }

    void readsTheLimitsThatFewChipsHave() {
        Desktop desktop;
        desktop.inCpu("temp1_lcrit", "-10000\n");
        desktop.inCpu("temp1_emergency", "110000\n");
        desktop.inGpu("hwmon/power1_cap", "203000000\n");
        const Sensors& sensors = desktop.sample();
        const Sensor* const temperature = find(sensors, cpuTemperature);
        QVERIFY(temperature);
        QCOMPARE(temperature->lowCritical.value(), -10.0);
        QCOMPARE(temperature->emergency.value(), 110.0);
        QVERIFY(!temperature->cap);
        QCOMPARE(find(sensors, "pci0000:00/0000:00:03.1/0000:03:00.0:power1")->cap.value(), 203.0);
    }

    void noCapIsNoLimit() {
        Desktop desktop;
        desktop.inGpu("hwmon/power1_cap", "0\n");
        QVERIFY(!find(desktop.sample(), "pci0000:00/0000:00:03.1/0000:03:00.0:power1")->cap);
    }

    void damagedLimitsAreUnknown() {
        for (const char* text : {"", "high\n", "65261850\n", "99999999999999999999\n"}) {
            Desktop desktop;
            desktop.inCpu("temp1_emergency", text);
            const Sensor* const sensor = find(desktop.sample(), cpuTemperature);
            QVERIFY(sensor && sensor->value && !sensor->emergency);
        }
    }

    void aSleepingDeviceIsNotRead() {
        Desktop desktop;
        desktop.inGpu("power/runtime_status", "suspended\n");
        const Sensor* const sensor = find(desktop.sample(), gpuTemperature);
        QVERIFY(sensor && !sensor->value && !sensor->high);
        QCOMPARE(sensor->problem, std::string("the device is asleep"));
        desktop.inGpu("power/runtime_status", "active\n");
        QCOMPARE(find(desktop.sample(std::chrono::seconds(2)), gpuTemperature)->value.value(), 40.0);
    }

    void aGraphicsProcessorThatMaySleepIsLeftAloneInBetween() {
        Desktop desktop;
        QVERIFY(find(desktop.sample(), gpuTemperature)->value);
        QVERIFY(!find(desktop.sample(std::chrono::seconds(2)), gpuTemperature)->value);
        QVERIFY(find(desktop.sample(RuntimePower::restTime), gpuTemperature)->value);
    }

    void aGraphicsProcessorWithADisplayIsReadEveryTime() {
        Desktop desktop;
        desktop.inGpu("drm/card1/card1-DP-1/enabled", "enabled\n");
        QVERIFY(find(desktop.sample(), gpuTemperature)->value);
        QVERIFY(find(desktop.sample(std::chrono::seconds(2)), gpuTemperature)->value);
    }

    void findsNewChipsWithinAMinute() {
        Desktop desktop;
        desktop.sample();
        desktop.inCpu("temp3_input", "33000\n");
        QVERIFY(!find(desktop.sample(std::chrono::seconds(2)), "pci0000:00/0000:00:18.3:temp3"));
        QVERIFY(find(desktop.sample(std::chrono::seconds(60)), "pci0000:00/0000:00:18.3:temp3"));
    }

    void twinsOfOneDeviceKeepApart() {
        Desktop desktop;
        desktop.tree.write("board/hwmon/name", "asus_ec\n");
        desktop.tree.write("board/hwmon/temp1_input", "30000\n");
        desktop.tree.link("board/hwmon/device", desktop.tree.path(Desktop::cpu));
        desktop.tree.link("class/hwmon/hwmon7", desktop.tree.path("board/hwmon"));
        const Sensors& sensors = desktop.sample();
        QVERIFY(find(sensors, "pci0000:00/0000:00:18.3/asus_ec:temp1"));
        QVERIFY(find(sensors, "pci0000:00/0000:00:18.3/k10temp:temp1"));
    }

    // Two disks without a name of their own on one controller. Which of them the kernel finds first is
    // chance; ports keep their order.
    void twinsAreNotExchangedWhenTheyAreFoundInAnotherOrder() {
        const auto valuesOf = [](const char* chipOfFirst, const char* chipOfSecond) {
            const test::TemporaryTree tree;
            const auto disk = [&tree](const char* chip, const char* port, const char* value) {
                const std::string device = std::string("devices/pci0000:00/0000:00:17.0/") + port + "/";
                tree.write(device + "hwmon/name", "drivetemp\n");
                tree.write(device + "hwmon/temp1_input", value);
                tree.link(device + "hwmon/device", tree.path(device));
                tree.link(std::string("class/hwmon/") + chip, tree.path(device + "hwmon"));
            };
            disk(chipOfFirst, "ata9/host8/target8:0:0/8:0:0:0", "31000\n");
            disk(chipOfSecond, "ata10/host9/target9:0:0/9:0:0:0", "42000\n");
            return valuesByIdentity(tree);
        };
        const auto values = valuesOf("hwmon0", "hwmon1");
        QCOMPARE(values.size(), std::size_t{2});
        QCOMPARE(values.at("pci0000:00/0000:00:17.0/drivetemp:temp1"), 31.0);
        QCOMPARE(values.at("pci0000:00/0000:00:17.0/drivetemp#2:temp1"), 42.0);
        QVERIFY(valuesOf("hwmon1", "hwmon0") == values);
        QVERIFY(valuesOf("hwmon10", "hwmon2") == values);
    }

    // The chip of a type of zones is called so whether there are others or not.
    void chipsOfZonesAreToldByTheirName() {
        const test::TemporaryTree tree;
        const auto chip = [&tree](const std::string& number, const char* name) {
            const std::string zone = "devices/virtual/thermal/thermal_zone" + number + "/";
            tree.write(zone + "hwmon/name", std::string(name) + "\n");
            tree.write(zone + "hwmon/temp1_input", "30000\n");
            tree.link(zone + "hwmon/device", tree.path(zone));
            tree.link("class/hwmon/hwmon" + number, tree.path(zone + "hwmon"));
        };
        chip("4", "acpitz");
        const auto collector = makeSensorsCollector({.sysfs = tree.path()});
        test::FakeClock clock;
        Readings readings;
        QVERIFY(collector->collect(clock.now(), readings));
        QVERIFY(find(*readings.sensors, "virtual/thermal/acpitz:temp1"));
        chip("0", "iwlwifi_1");
        clock.advance(std::chrono::seconds(60));
        QVERIFY(collector->collect(clock.now(), readings));
        QCOMPARE(readings.sensors->sensors.size(), std::size_t{2});
        QVERIFY(find(*readings.sensors, "virtual/thermal/acpitz:temp1"));
        QVERIFY(find(*readings.sensors, "virtual/thermal/iwlwifi_1:temp1"));
    }

    // Zones of ACPI are all of one type, and know the firmware's device that they are.
    void zonesOfOneTypeAreNotExchangedEither() {
        const auto valuesOf = [](const char* zoneOfFirst, const char* zoneOfSecond) {
            const test::TemporaryTree tree;
            const auto zone = [&tree](const char* name, const char* device, const char* value) {
                const std::string folder = std::string("class/thermal/") + name;
                const std::string below = std::string("devices/LNXSYSTM:00/LNXSYBUS:01/") + device;
                tree.write(folder + "/type", "acpitz\n");
                tree.write(folder + "/temp", value);
                tree.write(below + "/hid", "LNXTHERM\n");
                tree.link(folder + "/device", tree.path(below));
            };
            zone(zoneOfFirst, "LNXTHERM:00", "27800\n");
            zone(zoneOfSecond, "LNXTHERM:01", "51000\n");
            return valuesByIdentity(tree);
        };
        const auto values = valuesOf("thermal_zone0", "thermal_zone1");
        QCOMPARE(values.at("LNXSYSTM:00/LNXSYBUS:01/LNXTHERM:00:acpitz"), 27.8);
        QCOMPARE(values.at("LNXSYSTM:00/LNXSYBUS:01/LNXTHERM:01:acpitz"), 51.0);
        QVERIFY(valuesOf("thermal_zone1", "thermal_zone0") == values);
    }

    void zonesWithoutADeviceGoByTheirNumber() {
        const test::TemporaryTree tree;
        for (const auto& [zone, value] :
             {std::pair("thermal_zone10", "50000\n"), {"thermal_zone9", "40000\n"}}) {
            tree.write(std::string("class/thermal/") + zone + "/type", "board\n");
            tree.write(std::string("class/thermal/") + zone + "/temp", value);
        }
        Readings readings;
        QVERIFY(makeSensorsCollector({.sysfs = tree.path()})->collect({}, readings));
        QCOMPARE(find(*readings.sensors, "thermal_zone:board")->value.value(), 40.0);
        QCOMPARE(find(*readings.sensors, "thermal_zone:board#2")->value.value(), 50.0);
        QCOMPARE(find(*readings.sensors, "thermal_zone:board#2")->channel, std::string("board#2"));
    }

    void showsThermalZonesThatNoChipShows() {
        Desktop desktop;
        desktop.tree.write("class/thermal/thermal_zone0/type", "k10temp\n");
        desktop.tree.write("class/thermal/thermal_zone0/temp", "47000\n");
        desktop.tree.write("class/thermal/thermal_zone1/type", "soc-thermal\n");
        desktop.tree.write("class/thermal/thermal_zone1/temp", "51000\n");
        desktop.tree.write("class/thermal/thermal_zone1/trip_point_0_type", "passive\n");
        desktop.tree.write("class/thermal/thermal_zone1/trip_point_0_temp", "80000\n");
        desktop.tree.write("class/thermal/thermal_zone1/trip_point_1_type", "critical\n");
        desktop.tree.write("class/thermal/thermal_zone1/trip_point_1_temp", "105000\n");
        desktop.tree.write("class/thermal/cooling_device0/type", "Processor\n");
        const Sensors& sensors = desktop.sample();
        const Sensor* const zone = find(sensors, "thermal_zone:soc-thermal");
        QVERIFY(zone);
        QCOMPARE(zone->value.value(), 51.0);
        QCOMPARE(zone->critical.value(), 105.0);
        QCOMPARE(sensors.sensors.size(), 5u);
    }

    void knowsWhichZonesChipsShow() {
        QVERIFY(isShownByChip("x86_pkg_temp", {"coretemp"}));
        QVERIFY(!isShownByChip("x86_pkg_temp", {"nvme"}));
        QVERIFY(isShownByChip("cpu-thermal", {"cpu_thermal"}));
    }

    void aMachineWithoutSensorsSaysSo() {
        const test::TemporaryTree tree;
        Readings readings;
        QVERIFY(!makeSensorsCollector({.sysfs = tree.path()})->collect({}, readings));
        QCOMPARE(readings.sensors.reason().kind, ErrorKind::Absent);
    }

    void takesOnlySensorFiles() {
        QVERIFY(!parseHwmonAttribute("name"));
        QVERIFY(!parseHwmonAttribute("pwm1_enable"));
        QVERIFY(!parseHwmonAttribute("temp_input"));
        QVERIFY(!parseHwmonAttribute("temp1_"));
        QVERIFY(!parseHwmonAttribute("intrusion0_alarm"));
        const auto attribute = parseHwmonAttribute("in12_crit_alarm");
        QVERIFY(attribute);
        QCOMPARE(attribute->kind, SensorKind::Voltage);
        QCOMPARE(attribute->number, 12);
        QCOMPARE(attribute->item, std::string_view("crit_alarm"));
    }
};

BARO_TEST(SensorsTest)
#include "SensorsTest.moc"
