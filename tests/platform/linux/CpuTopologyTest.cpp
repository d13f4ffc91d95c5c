#include "platform/linux/CpuTopology.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

std::string procfsOf(const char* machine) {
    return std::string(BARO_FIXTURES "/machines/") + machine + "/proc";
}

void writeCpu(const test::TemporaryTree& tree, int cpu, int core, const std::string& threads,
              const std::string& l3) {
    const std::string folder = "devices/system/cpu/cpu" + std::to_string(cpu);
    tree.write(folder + "/topology/physical_package_id", "0\n");
    tree.write(folder + "/topology/core_id", std::to_string(core) + "\n");
    tree.write(folder + "/topology/thread_siblings_list", threads + "\n");
    tree.write(folder + "/cache/index0/level", "1\n");
    tree.write(folder + "/cache/index0/size", "32K\n");
    tree.write(folder + "/cache/index0/shared_cpu_list", threads + "\n");
    tree.write(folder + "/cache/index3/level", "3\n");
    tree.write(folder + "/cache/index3/size", "10240K\n");
    tree.write(folder + "/cache/index3/shared_cpu_list", l3 + "\n");
}

}  // namespace

class CpuTopologyTest : public QObject {
    Q_OBJECT

  private slots:
    void namesTheCoresOfAnArmBoard() {
        const test::TemporaryTree tree;
        const auto collector =
            makeCpuTopologyCollector({.procfs = procfsOf("arm-board"), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuTopology->model, std::string("Cortex-A55, Cortex-A76"));
        QCOMPARE(readings.cpuTopology->vendor, std::string("ARM"));
        QCOMPARE(readings.cpuTopology->cpus.size(), std::size_t{8});
    }

    void knowsTheKindsOfAHybridLaptop() {
        const test::TemporaryTree tree;
        for (int cpu = 0; cpu < 4; ++cpu)
            writeCpu(tree, cpu, cpu / 2 * 4, cpu < 2 ? "0-1" : "2-3", "0-7");
        for (int cpu = 4; cpu < 8; ++cpu)
            writeCpu(tree, cpu, cpu + 4, std::to_string(cpu), "0-7");
        tree.write("devices/cpu_core/cpus", "0-3\n");
        tree.write("devices/cpu_atom/cpus", "4-7\n");
        tree.write("devices/system/node/node0/cpulist", "0-7\n");
        const auto collector =
            makeCpuTopologyCollector({.procfs = procfsOf("intel-hybrid-laptop"), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        const CpuTopology& topology = *readings.cpuTopology;
        QCOMPARE(topology.model, std::string("12th Gen Intel(R) Core(TM) i3-1215U"));
        QCOMPARE(topology.cpus.size(), std::size_t{8});
        QCOMPARE(topology.packages, 1);
        QCOMPARE(topology.cores, 6);
        QCOMPARE(topology.cacheBytes, std::optional<std::uint64_t>(10240 * 1024));
        QVERIFY(topology.cpus[3].coreClass == CoreClass::Performance);
        QVERIFY(topology.cpus[4].coreClass == CoreClass::Efficiency);
        QCOMPARE(topology.cpus[4].core, std::optional(8));
        QCOMPARE(topology.cpus[7].numaNode, std::optional(0));
    }

    void addsUpTheCachesOfADesktopWithoutSysfsKinds() {
        const test::TemporaryTree tree;
        for (int cpu = 0; cpu < 12; ++cpu) {
            const int core = cpu % 6;
            writeCpu(tree, cpu, core, std::to_string(core) + "," + std::to_string(core + 6),
                     core < 3 ? "0-2,6-8" : "3-5,9-11");
        }
        const auto collector =
            makeCpuTopologyCollector({.procfs = procfsOf("amd-desktop"), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuTopology->cpus.size(), std::size_t{11});
        QCOMPARE(readings.cpuTopology->cores, 6);
        QCOMPARE(readings.cpuTopology->cacheBytes, std::optional<std::uint64_t>(2 * 10240 * 1024));
        QVERIFY(readings.cpuTopology->cpus[0].coreClass == CoreClass::Unknown);
        QVERIFY(!readings.cpuTopology->cpus[0].numaNode);
    }

    void cpuinfoIsEnoughWithoutSysfs() {
        const test::TemporaryTree tree;
        const auto collector =
            makeCpuTopologyCollector({.procfs = procfsOf("amd-desktop"), .sysfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(readings.cpuTopology->packages, 1);
        QCOMPARE(readings.cpuTopology->cores, 6);
        QVERIFY(!readings.cpuTopology->cacheBytes);
    }

    void isReadOnce() {
        const test::TemporaryTree tree;
        const auto collector = makeCpuTopologyCollector({.procfs = tree.path(), .sysfs = tree.path()});
        QCOMPARE(collector->interval().count(), 0);
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.cpuTopology.reason().kind, ErrorKind::Absent);
    }

    void refusesWhatIsNoCacheSize_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"", "K", "0K", "-1K", "512", "512M", "99999999999999999999K", "18446744073709551615K"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesWhatIsNoCacheSize() {
        QFETCH(QByteArray, text);
        QVERIFY(!parseCacheSize(text.toStdString()));
    }
};

BARO_TEST(CpuTopologyTest)
#include "CpuTopologyTest.moc"
