#include "platform/linux/CpuIdentity.h"

#include <QtTest>

#include "tests/support/FamilySamples.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

namespace {

constexpr auto twoProcessors =
    "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 142\n"
    "model name\t: Core i7 @ 1.90GHz\nstepping\t: 10\nmicrocode\t: 0xb4\ncpu MHz\t\t: 799.998\n"
    "cache size\t: 8192 KB\nphysical id\t: 0\ncore id\t\t: 0\nflags\t\t: fpu aes\nbugs\t\t: mds\n"
    "power management:\n\n"
    "processor\t: 1\nvendor_id\t: GenuineIntel\ncpu MHz\t\t: 0.000\nphysical id\t: 0\ncore id\t\t: 1\n"
    "flags\t\t: fpu aes avx\n\n";

}  // namespace

class CpuIdentityTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsEachProcessorAndTheFirstOnesFlags() {
        FamilyBuilder families;
        QVERIFY(tellCpuinfo(twoProcessors, families));
        QCOMPARE(test::samplesOf(families.take()),
                 (test::FamilySamples{
                     {"node_cpu_info 8192 KB 0 0 6 0xb4 142 Core i7 @ 1.90GHz 0 10 GenuineIntel", 1},
                     {"node_cpu_info  1 1     0  GenuineIntel", 1},
                     {"node_cpu_frequency_hertz 0 0 0", 799998000},
                     {"node_cpu_flag_info fpu", 1},
                     {"node_cpu_flag_info aes", 1},
                     {"node_cpu_bug_info mds", 1}}));
    }

    void linesBeforeTheFirstProcessorBelongToNone() {
        FamilyBuilder families;
        QVERIFY(tellCpuinfo("Hardware\t: board\nprocessor\t: x\n", families));
        QVERIFY(families.take().families.empty());
    }

    void refusesWhatIsNotCpuinfo_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << QByteArray("processor\t: 0\ncpu MHz\t: 79");
        QTest::newRow("no colon") << QByteArray("processor 0\n");
    }
    void refusesWhatIsNotCpuinfo() {
        QFETCH(QByteArray, text);
        FamilyBuilder families;
        const Status status = tellCpuinfo(text.toStdString(), families);
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Malformed);
    }

    void tellsIsolatedProcessors_data() {
        QTest::addColumn<QString>("list");
        QTest::addColumn<int>("count");
        QTest::newRow("some") << "1,3-4\n" << 3;
        QTest::newRow("none, which is the rule") << "\n" << 0;
        QTest::newRow("nonsense") << "all of them\n" << 0;
    }
    void tellsIsolatedProcessors() {
        QFETCH(QString, list);
        QFETCH(int, count);
        const test::TemporaryTree tree;
        tree.write("cpuinfo", "processor\t: 0\n");
        tree.write("devices/system/cpu/isolated", list.toStdString());
        Readings readings;
        QVERIFY(
            makeCpuIdentityCollector({.procfs = tree.path(), .sysfs = tree.path()})->collect({}, readings));
        const auto samples = test::samplesOf(*readings.families.cpuInfo);
        QCOMPARE(samples.size(), static_cast<std::size_t>(1 + count));
        QCOMPARE(samples.contains("node_cpu_isolated 3"), count == 3);
    }

    void withoutCpuinfoThereIsAReason() {
        const test::TemporaryTree tree;
        Readings readings;
        QVERIFY(!makeCpuIdentityCollector({.procfs = tree.path()})->collect({}, readings));
        QCOMPARE(readings.families.cpuInfo.reason().kind, ErrorKind::Absent);
    }
};

BARO_TEST(CpuIdentityTest)
#include "CpuIdentityTest.moc"
