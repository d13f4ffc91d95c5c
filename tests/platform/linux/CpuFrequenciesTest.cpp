#include "platform/linux/CpuFrequencies.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

// Two policies: processors 0 and 2 share one, 1 has its own.
void writePolicies(const test::TemporaryTree& tree) {
    const std::string cpu = "devices/system/cpu/";
    tree.write(cpu + "online", "0-2\n");
    for (const auto& [name, cpus, kilohertz] :
         {std::tuple("policy0", "0 2\n", "800000\n"), std::tuple("policy1", "1\n", "3600000\n")}) {
        const std::string policy = cpu + "cpufreq/" + name;
        tree.write(policy + "/affected_cpus", cpus);
        tree.write(policy + "/scaling_cur_freq", kilohertz);
        tree.write(policy + "/scaling_min_freq", "400000\n");
        tree.write(policy + "/scaling_max_freq", "4400000\n");
        tree.write(policy + "/cpuinfo_max_freq", "4700000\n");
        tree.write(policy + "/scaling_governor", "powersave\n");
    }
    tree.write(cpu + "cpu1/thermal_throttle/core_throttle_count", "3\n");
    tree.write(cpu + "cpu1/thermal_throttle/package_throttle_count", "7\n");
}

}  // namespace

class CpuFrequenciesTest : public QObject {
    Q_OBJECT

  private slots:
    void everyProcessorHasItsPolicysValues() {
        const test::TemporaryTree tree;
        writePolicies(tree);
        const auto collector = makeCpuFrequenciesCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        const auto& cpus = readings.cpuFrequencies->cpus;
        QCOMPARE(cpus.size(), std::size_t{3});
        for (int i = 0; i < 3; ++i)
            QCOMPARE(cpus[static_cast<std::size_t>(i)].cpu, i);
        QCOMPARE(cpus[0].currentHertz, std::optional(8e8));
        QCOMPARE(cpus[1].currentHertz, std::optional(3.6e9));
        QCOMPARE(cpus[2].currentHertz, std::optional(8e8));
        QCOMPARE(cpus[1].minimumHertz, std::optional(4e8));
        QCOMPARE(cpus[1].maximumHertz, std::optional(4.4e9));
        QCOMPARE(cpus[1].hardwareMaximumHertz, std::optional(4.7e9));
        QCOMPARE(cpus[1].governor, std::string("powersave"));
        QCOMPARE(cpus[1].coreThrottles, std::optional<std::uint64_t>(3));
        QCOMPARE(cpus[1].packageThrottles, std::optional<std::uint64_t>(7));
        QVERIFY(!cpus[0].coreThrottles);
    }

    void toldWhichGovernorsCanBeChosen() {
        const test::TemporaryTree tree;
        writePolicies(tree);
        tree.write("devices/system/cpu/cpufreq/policy1/scaling_available_governors",
                   "performance powersave\n");
        const auto collector = makeCpuFrequenciesCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuFrequencies->cpus[1].governors,
                 (std::vector<std::string>{"performance", "powersave"}));
        QVERIFY(readings.cpuFrequencies->cpus[0].governors.empty());
    }

    void oldKernelsHaveAPolicyInEachProcessor() {
        const test::TemporaryTree tree;
        tree.write("devices/system/cpu/online", "0-1\n");
        tree.write("devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "1700000\n");
        tree.write("devices/system/cpu/cpu1/cpufreq/scaling_max_freq", "4200000\n");
        const auto collector = makeCpuFrequenciesCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuFrequencies->cpus.size(), std::size_t{1});
        QCOMPARE(readings.cpuFrequencies->cpus[0].cpu, 1);
        QCOMPARE(readings.cpuFrequencies->cpus[0].currentHertz, std::optional(1.7e9));
        QCOMPARE(readings.cpuFrequencies->cpus[0].maximumHertz, std::optional(4.2e9));
    }

    void followsTheCurrentFrequency() {
        const test::TemporaryTree tree;
        writePolicies(tree);
        const auto collector = makeCpuFrequenciesCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        tree.write("devices/system/cpu/cpufreq/policy1/scaling_cur_freq", "1200000\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuFrequencies->cpus[1].currentHertz, std::optional(1.2e9));
        tree.write("devices/system/cpu/cpufreq/policy1/scaling_cur_freq", "<unknown>\n");
        QVERIFY(collector->collect({}, readings));
        QVERIFY(!readings.cpuFrequencies->cpus[1].currentHertz);
    }

    void aChangedGovernorIsSeenWithinHalfAMinute() {
        const test::TemporaryTree tree;
        writePolicies(tree);
        const auto collector = makeCpuFrequenciesCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        tree.write("devices/system/cpu/cpufreq/policy1/scaling_governor", "performance\n");
        for (int read = 0; read < 6; ++read)
            QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuFrequencies->cpus[1].governor, std::string("performance"));
    }

    void aProcessorThatGoesOfflineLeaves() {
        const test::TemporaryTree tree;
        writePolicies(tree);
        const auto collector = makeCpuFrequenciesCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        tree.remove("devices/system/cpu/cpufreq/policy1");
        tree.write("devices/system/cpu/online", "0,2\n");
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuFrequencies->cpus.size(), std::size_t{2});
        QCOMPARE(readings.cpuFrequencies->cpus[1].cpu, 2);
    }

    void fallsBackToCpuinfo() {
        const test::TemporaryTree tree;
        tree.write("cpuinfo",
                   "processor\t: 0\ncpu MHz\t\t: 2445.432\n\nprocessor\t: 1\ncpu MHz\t\t: 0.000\n");
        const auto collector = makeCpuFrequenciesCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuFrequencies->cpus.size(), std::size_t{1});
        QCOMPARE(readings.cpuFrequencies->cpus[0].currentHertz, std::optional(2445.432e6));
    }

    void saysWhenTheKernelTellsNone() {
        const test::TemporaryTree tree;
        tree.write("cpuinfo", "processor\t: 0\n");
        const auto collector = makeCpuFrequenciesCollector({.procfs = tree.path(), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.cpuFrequencies.reason().kind, ErrorKind::Absent);
        QVERIFY(readings.cpuFrequencies.reason().message.find("cpufreq") != std::string::npos);
    }

    void refusesWhatIsNoFrequency_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "0", "-1", "nan", "1.5", "<unknown>", "99999999999999999999"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesWhatIsNoFrequency() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseKilohertz(text.toStdString()));
    }
};

BARO_TEST(CpuFrequenciesTest)
#include "CpuFrequenciesTest.moc"
