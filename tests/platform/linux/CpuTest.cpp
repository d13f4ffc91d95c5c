#include "platform/linux/Cpu.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

constexpr double ticksPerSecond = 100;

// What every kernel since 2.6.31 prints below the processors.
const std::string activity =
    "intr 331128 9 0 25\nctxt 643454\nbtime 1795233725\nprocesses 14302\nprocs_running 2\nprocs_blocked 1\n"
    "softirq 100 0 42 4 54\n";

std::string machine(const char* name) {
    return std::string(BARO_FIXTURES "/machines/") + name + "/proc";
}

double sumOf(const CpuTimes& times) {
    return times.userSeconds + times.niceSeconds + times.systemSeconds + times.idleSeconds +
           times.iowaitSeconds + times.irqSeconds + times.softirqSeconds + times.stealSeconds;
}

}  // namespace

class CpuTest : public QObject {
    Q_OBJECT

  private slots:
    void turnsTicksIntoSeconds() {
        const auto stat =
            parseStat("cpu  100 200 300 400 500 600 700 800 900 1000\ncpu0 1 2 3 4 5 6 7 8 9 10\n", 100);
        QVERIFY(stat);
        const CpuTimes& total = stat->cpu.total;
        QCOMPARE(total.userSeconds, 1.0);
        QCOMPARE(total.niceSeconds, 2.0);
        QCOMPARE(total.systemSeconds, 3.0);
        QCOMPARE(total.idleSeconds, 4.0);
        QCOMPARE(total.iowaitSeconds, 5.0);
        QCOMPARE(total.irqSeconds, 6.0);
        QCOMPARE(total.softirqSeconds, 7.0);
        QCOMPARE(total.stealSeconds, 8.0);
        QCOMPARE(total.guestSeconds, 9.0);
        QCOMPARE(total.guestNiceSeconds, 10.0);
        QCOMPARE(stat->cpu.cpus.size(), std::size_t{1});
        QCOMPARE(stat->cpu.cpus[0].times.guestNiceSeconds, 0.1);
    }

    void readsKernelActivity() {
        const auto stat = parseStat("cpu  1 2 3 4\n" + activity, ticksPerSecond);
        QVERIFY(stat && stat->kernel);
        const KernelActivity& kernel = stat->kernel.value();
        QCOMPARE(kernel.interrupts, 331128.0);
        QCOMPARE(kernel.contextSwitches, 643454.0);
        QCOMPARE(kernel.bootTimeSeconds, 1795233725.0);
        QCOMPARE(kernel.forks, 14302.0);
        QCOMPARE(kernel.running, 2u);
        QCOMPARE(kernel.blocked, 1u);
        QCOMPARE(kernel.softirqs, (std::vector<double>{0, 42, 4, 54}));
    }

    void offlineProcessorsLeaveHoles() {
        const auto stat =
            parseStat("cpu  1 2 3 4\ncpu0 1 2 3 4\ncpu2 1 2 3 4\ncpu10 1 2 3 4\n" + activity, ticksPerSecond);
        QVERIFY(stat);
        QCOMPARE(stat->cpu.cpus.size(), std::size_t{3});
        QCOMPARE(stat->cpu.cpus[1].cpu, 2);
        QCOMPARE(stat->cpu.cpus[2].cpu, 10);
    }

    void acceptsOldAndFutureKernels_data() {
        QTest::addColumn<QByteArray>("cpuLine");
        QTest::newRow("2.4: four states") << QByteArray("cpu  100 0 0 400");
        QTest::newRow("2.6.11: seven states") << QByteArray("cpu  100 0 0 400 0 0 0");
        QTest::newRow("one more state than known") << QByteArray("cpu  100 0 0 400 0 0 0 0 0 0 77");
    }
    void acceptsOldAndFutureKernels() {
        QFETCH(QByteArray, cpuLine);
        const auto stat = parseStat(cpuLine.toStdString() + "\nfuture 1 2 3\n" + activity, ticksPerSecond);
        QVERIFY(stat && stat->kernel);
        QCOMPARE(stat->cpu.total.userSeconds, 1.0);
        QCOMPARE(stat->cpu.total.idleSeconds, 4.0);
    }

    void readsWholeMachines_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<std::vector<int>>("cpus");
        QTest::newRow("hybrid laptop")
            << QByteArray("intel-hybrid-laptop") << std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7};
        QTest::newRow("desktop with processor 5 offline")
            << QByteArray("amd-desktop") << std::vector<int>{0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11};
    }
    void readsWholeMachines() {
        QFETCH(QByteArray, name);
        QFETCH(std::vector<int>, cpus);
        const auto collector = makeCpuCollector({.procfs = machine(name)});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        std::vector<int> found;
        double sum = 0;
        for (const CpuCoreTimes& cpu : readings.cpu->cpus) {
            found.push_back(cpu.cpu);
            sum += sumOf(cpu.times);
        }
        QCOMPARE(found, cpus);
        QVERIFY(qAbs(sum - sumOf(readings.cpu->total)) < 0.01);
        QCOMPARE(readings.kernel->softirqs.size(), std::size_t{10});
        QCOMPARE(readings.kernel->running, 3u);
    }

    void refusesWhatIsNotStat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("no total") << QByteArray("cpu0 1 2 3 4\nctxt 1\n");
        QTest::newRow("cut in a line") << QByteArray("cpu  1 2 3 40");
        QTest::newRow("three states") << QByteArray("cpu  1 2 3\n");
        QTest::newRow("negative") << QByteArray("cpu  1 -2 3 4\n");
        QTest::newRow("fraction") << QByteArray("cpu  1 2.5 3 4\n");
        QTest::newRow("nan") << QByteArray("cpu  1 nan 3 4\n");
        QTest::newRow("beyond 64 bits") << QByteArray("cpu  1 2 3 18446744073709551616\n");
        QTest::newRow("NUL") << QByteArrayLiteral("cpu  1 2\0 3 4\n");
        QTest::newRow("a processor without number") << QByteArray("cpu  1 2 3 4\ncpux 1 2 3 4\n");
        QTest::newRow("a negative processor") << QByteArray("cpu  1 2 3 4\ncpu-1 1 2 3 4\n");
        QTest::newRow("a processor twice") << QByteArray("cpu  1 2 3 4\ncpu1 1 2 3 4\ncpu1 1 2 3 4\n");
        QTest::newRow("a 1 MB line") << "cpu  " + QByteArray(1 << 20, '1') + "\n";
    }
    void refusesWhatIsNotStat() {
        QFETCH(QByteArray, text);
        const auto stat = parseStat({text.data(), static_cast<std::size_t>(text.size())}, ticksPerSecond);
        QVERIFY(!stat);
        QCOMPARE(stat.error().kind, ErrorKind::Malformed);
        QVERIFY(!stat.error().message.empty());
    }

    void timesAreGoodWithoutKernelActivity_data() {
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no btime") << QByteArray(
            "intr 1\nctxt 2\nprocesses 3\nprocs_running 1\nprocs_blocked 0\n");
        QTest::newRow("negative") << QByteArray(
            "intr 1\nctxt -2\nbtime 4\nprocesses 3\nprocs_running 1\nprocs_blocked 0\n");
        QTest::newRow("softirq of words") << QByteArray::fromStdString(activity + "softirq 1 two\n");
    }
    void timesAreGoodWithoutKernelActivity() {
        QFETCH(QByteArray, rest);
        const test::TemporaryTree tree;
        tree.write("stat", "cpu  100 2 3 4\n" + rest.toStdString());
        const auto collector = makeCpuCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QVERIFY(readings.cpu);
        QVERIFY(!readings.kernel);
        QCOMPARE(readings.kernel.reason().kind, ErrorKind::Malformed);
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeCpuCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.cpu.reason().kind, ErrorKind::Absent);
        QCOMPARE(readings.kernel.reason().kind, ErrorKind::Absent);

        tree.write("stat", "cpu  1 2 3 4\n" + activity);
        QVERIFY(collector->collect({}, readings));
        QVERIFY(readings.cpu && readings.kernel);
    }
};

BARO_TEST(CpuTest)
#include "CpuTest.moc"
