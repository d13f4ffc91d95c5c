#include "platform/linux/HwmonFamilies.h"

#include <QtTest>

#include "platform/linux/Sensors.h"
#include "tests/support/FamilySamples.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

using Samples = test::FamilySamples;

// A board's controller: the files stand in the chip's own folder, its device is on the platform bus.
struct Board {
    test::TemporaryTree tree;
    std::unique_ptr<Collector> collector = makeSensorsCollector({.sysfs = tree.path()}, true);

    Board() { chip("hwmon3", "nct6775.656", "nct6779"); }
    void chip(const std::string& folder, const std::string& device, const std::string& name) const {
        const std::string path = "devices/platform/" + device + "/hwmon/" + folder;
        tree.write(path + "/name", name + "\n");
        tree.link(path + "/device", tree.path("devices/platform/" + device));
        tree.link("class/hwmon/" + folder, tree.path(path));
    }
    void file(const std::string& name, const std::string& text) const {
        tree.write("devices/platform/nct6775.656/hwmon/hwmon3/" + name, text + "\n");
    }
    Samples read() const {
        Readings readings;
        (void)collector->collect({}, readings);
        return readings.families.hwmon ? test::samplesOf(*readings.families.hwmon) : Samples();
    }
};

}  // namespace

class HwmonFamiliesTest : public QObject {
    Q_OBJECT

  private slots:
    void takesFileNamesApart_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("element");
        QTest::newRow("element") << "fan2_min"
                                 << "fan" << 2 << "min";
        QTest::newRow("long element") << "pwm1_auto_point2_temp"
                                      << "pwm" << 1 << "auto_point2_temp";
        QTest::newRow("no element") << "pwm12"
                                    << "pwm" << 12 << "";
        QTest::newRow("of the chip") << "update_interval"
                                     << "update_interval" << 0 << "";
    }
    void takesFileNamesApart() {
        QFETCH(QString, name);
        QFETCH(QString, type);
        QFETCH(int, number);
        QFETCH(QString, element);
        const std::string text = name.toStdString();
        const auto file = parseHwmonFileName(text);
        QVERIFY(file);
        QCOMPARE(std::string(file->type), type.toStdString());
        QCOMPARE(file->number, number);
        QCOMPARE(std::string(file->element), element.toStdString());
    }

    void takesNoOtherFiles() {
        for (const char* name : {"", "name", "power", "uevent", "temp_input", "temp1_", "bogus1_input",
                                 "in-1_input", "temp99999999999999999999_input", "1"})
            QVERIFY2(!parseHwmonFileName(name), name);
    }

    void namesAndScalesEveryElement_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sample");
        QTest::addColumn<double>("value");
        const auto row = [](const char* file, const char* text, const char* sample, double value) {
            QTest::newRow(file) << file << text << sample << value;
        };
        row("temp1_input", "47850", "node_hwmon_temp_celsius temp1", 47.85);
        row("temp1_crit_alarm", "0", "node_hwmon_temp_crit_alarm_celsius temp1", 0);
        row("temp1_emergency", "110000", "node_hwmon_temp_emergency_celsius temp1", 110);
        row("temp1_lcrit", "-10000", "node_hwmon_temp_lcrit_celsius temp1", -10);
        row("temp1_type", "4", "node_hwmon_temp_type temp1", 4);
        row("temp1_alarm", "1", "node_hwmon_temp_alarm temp1", 1);
        row("fan2_input", "1098", "node_hwmon_fan_rpm fan2", 1098);
        row("fan2_min", "300", "node_hwmon_fan_min_rpm fan2", 300);
        row("fan2_pulses", "2", "node_hwmon_fan_pulses fan2", 2);
        row("fan2_beep", "1", "node_hwmon_fan_beep_enabled fan2", 1);
        row("in0_max", "1744", "node_hwmon_in_max_volts in0", 1.744);
        row("curr1_input", "-250", "node_hwmon_curr_amps curr1", -0.25);
        row("power1_average", "12000000", "node_hwmon_power_average_watt power1", 12);
        row("power1_average_interval", "1500", "node_hwmon_power_average_interval_seconds power1", 1.5);
        row("power1_accuracy", "5000000", "node_hwmon_power_accuracy power1", 5);
        row("power1_cap", "203000000", "node_hwmon_power_cap_watt power1", 203);
        row("energy1_input", "123000000", "node_hwmon_energy_joule_total energy1", 123);
        row("humidity1_input", "45500", "node_hwmon_humidity humidity1", 0.455);
        row("pwm1", "153", "node_hwmon_pwm pwm1", 153);
        row("pwm1_enable", "5", "node_hwmon_pwm_enable pwm1", 5);
        row("intrusion0_alarm", "1", "node_hwmon_intrusion_alarm intrusion0", 1);
        row("update_interval", "1500", "node_hwmon_update_interval_seconds update_interval0", 1.5);
    }
    void namesAndScalesEveryElement() {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, sample);
        QFETCH(double, value);
        const Board board;
        board.file(file.toStdString(), text.toStdString());
        QString key = sample;
        key.replace(' ', " platform_nct6775_656 ");
        const Samples samples = board.read();
        const auto found = samples.find(key.toStdString());
        QVERIFY2(found != samples.end(), qPrintable(key));
        QCOMPARE(found->second, value);
    }

    void clocksAreNamedByTheirLabel() {
        const Board board;
        board.file("freq1_input", "214000000");
        board.file("freq1_label", "sclk");
        const Samples samples = board.read();
        QCOMPARE(samples.at("node_hwmon_freq_freq_mhz platform_nct6775_656 sclk"), 214.0);
        QCOMPARE(samples.at("node_hwmon_sensor_label platform_nct6775_656 sclk freq1"), 1.0);
    }

    void aValueBesideItsInputKeepsBothNames() {
        const Board board;
        board.file("fan1", "7");
        board.file("fan1_input", "900");
        const Samples samples = board.read();
        QCOMPARE(samples.at("node_hwmon_fan platform_nct6775_656 fan1"), 7.0);
        QCOMPARE(samples.at("node_hwmon_fan_input_rpm platform_nct6775_656 fan1"), 900.0);
    }

    void whatIsNoNumberIsLeftOut() {
        const Board board;
        board.file("fan1_safe", "");
        board.file("fan2_min", "unknown");
        board.file("fan3_min", "1");
        const Samples samples = board.read();
        QCOMPARE(samples, (Samples{{"node_hwmon_chip_names platform_nct6775_656 nct6779", 1},
                                   {"node_hwmon_fan_min_rpm platform_nct6775_656 fan3", 1}}));
    }

    void chipsOfOneDeviceAreToldApartByName() {
        const Board board;
        board.file("pwm1", "1");
        board.chip("hwmon4", "nct6775.656", "asus_wmi");
        board.tree.write("devices/platform/nct6775.656/hwmon/hwmon4/pwm1", "2\n");
        const Samples samples = board.read();
        QCOMPARE(samples.at("node_hwmon_pwm platform_nct6775_656_nct6779 pwm1"), 1.0);
        QCOMPARE(samples.at("node_hwmon_pwm platform_nct6775_656_asus_wmi pwm1"), 2.0);
    }

    void aChipWithoutDeviceHasItsNameAndOneWithoutThatItsFolders() {
        const test::TemporaryTree tree;
        tree.write("class/hwmon/hwmon0/name", "Virtual-Chip\n");
        tree.write("class/hwmon/hwmon1/temp1_input", "1\n");
        QCOMPARE(hwmonChipLabel(tree.path("class/hwmon/hwmon0")), std::string("virtual_chip"));
        QCOMPARE(hwmonChipLabel(tree.path("class/hwmon/hwmon1")), std::string("hwmon1"));
        QCOMPARE(hwmonChipName(tree.path("class/hwmon/hwmon1")), std::string());
    }

    void oldDriversHaveTheirFilesInTheDevicesFolder() {
        const Board board;
        board.tree.write("devices/platform/nct6775.656/fan1_input", "1998\n");
        QCOMPARE(board.read().at("node_hwmon_fan_rpm platform_nct6775_656 fan1"), 1998.0);
    }

    void withoutTheCollectorOnlySensorsAreRead() {
        const Board board;
        board.file("temp1_input", "40000");
        const auto collector = makeSensorsCollector({.sysfs = board.tree.path()}, false);
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QVERIFY(readings.sensors);
        QVERIFY(!readings.families.hwmon);
        QCOMPARE(readings.families.hwmon.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(HwmonFamiliesTest)
#include "HwmonFamiliesTest.moc"
