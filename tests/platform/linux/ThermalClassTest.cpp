#include "platform/linux/ThermalClass.h"

#include <QtTest>

#include "tests/support/FamilySamples.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class ThermalClassTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsZonesAndWhatCools() {
        const test::TemporaryTree tree;
        tree.write("class/thermal/thermal_zone0/type", "cpu-thermal\n");
        tree.write("class/thermal/thermal_zone0/temp", "12376\n");
        tree.write("class/thermal/cooling_device7/type", "Processor\n");
        tree.write("class/thermal/cooling_device7/cur_state", "1\n");
        tree.write("class/thermal/cooling_device7/max_state", "10\n");
        Readings readings;
        QVERIFY(makeThermalClassCollector({.sysfs = tree.path()})->collect({}, readings));
        QCOMPARE(test::samplesOf(*readings.families.thermalZones),
                 (test::FamilySamples{{"node_thermal_zone_temp cpu-thermal 0", 12.376},
                                      {"node_cooling_device_cur_state 7 Processor", 1},
                                      {"node_cooling_device_max_state 7 Processor", 10}}));
    }

    // node_exporter passes it on, too.
    void whatCoolsNothingAtAllIsNoDefect() {
        const test::TemporaryTree tree;
        tree.write("class/thermal/cooling_device0/type", "intel_powerclamp\n");
        tree.write("class/thermal/cooling_device0/cur_state", "-1\n");
        tree.write("class/thermal/cooling_device0/max_state", "50\n");
        Readings readings;
        QVERIFY(makeThermalClassCollector({.sysfs = tree.path()})->collect({}, readings));
        QCOMPARE(test::samplesOf(*readings.families.thermalZones),
                 (test::FamilySamples{{"node_cooling_device_cur_state 0 intel_powerclamp", -1},
                                      {"node_cooling_device_max_state 0 intel_powerclamp", 50}}));
        tree.write("class/thermal/cooling_device0/cur_state", "-2\n");
        QVERIFY(!makeThermalClassCollector({.sysfs = tree.path()})->collect({}, readings));
    }

    void aZoneThatDoesNotAnswerIsLeftOut_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("words") << QByteArray("no data\n");
        QTest::newRow("absurd") << QByteArray("99999999999999999999\n");
        QTest::newRow("NUL") << QByteArrayLiteral("12\0");
    }
    void aZoneThatDoesNotAnswerIsLeftOut() {
        QFETCH(QByteArray, text);
        const test::TemporaryTree tree;
        tree.write("class/thermal/thermal_zone0/type", "acpitz\n");
        tree.write("class/thermal/thermal_zone0/temp", text.toStdString());
        tree.write("class/thermal/thermal_zone1/type", "acpitz\n");
        tree.write("class/thermal/thermal_zone1/temp", "-5000\n");
        Readings readings;
        const Status read = makeThermalClassCollector({.sysfs = tree.path()})->collect({}, readings);
        QVERIFY(!read);
        QVERIFY(read.error().message.ends_with("thermal_zone0/temp does not hold a number"));
        QCOMPARE(test::samplesOf(*readings.families.thermalZones),
                 (test::FamilySamples{{"node_thermal_zone_temp acpitz 1", -5}}));
    }

    void withoutTheFolderThereIsAReason() {
        const test::TemporaryTree tree;
        Readings readings;
        QVERIFY(!makeThermalClassCollector({.sysfs = tree.path()})->collect({}, readings));
        QCOMPARE(readings.families.thermalZones.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(ThermalClassTest)
#include "ThermalClassTest.moc"
