#include "platform/linux/NumaMemory.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class NumaMemoryTest : public QObject {
    Q_OBJECT

  private slots:

    void namesMemoryAsNodeExporterDoes() {
        FamilyBuilder builder;
        QVERIFY(
            parseNodeMeminfo("Node 0 MemTotal:       134182340 kB\n"
                             "Node 0 Active(anon):     691324 kB\n"
                             "Node 0 HugePages_Total:     3\n",
                             "0", builder));
        const Families families = builder.take();
        QCOMPARE(linesOf(families), QStringList({"node_memory_numa_MemTotal{0} 137402716160",
                                                 "node_memory_numa_Active_anon{0} 707915776",
                                                 "node_memory_numa_HugePages_Total{0} 3"}));
        QVERIFY(families.families.front().description->kind == MetricKind::Gauge);
        QCOMPARE(families.families.front().description->labelNames, std::vector<std::string>{"node"});
    }

    void countsAllocations() {
        FamilyBuilder builder;
        QVERIFY(parseNumastat("numa_hit 193460335812\nlocal_node 5\n", "1", builder));
        const Families families = builder.take();
        QCOMPARE(linesOf(families), QStringList({"node_memory_numa_numa_hit_total{1} 193460335812",
                                                 "node_memory_numa_local_node_total{1} 5"}));
        QVERIFY(families.families.front().description->kind == MetricKind::Counter);
    }

    void refusesWhatIsNeither_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("an empty line") << QByteArray("\n");
        QTest::newRow("cut") << QByteArray("Node 0 MemTotal:");
        QTest::newRow("no name") << QByteArray("Node 0 : 5 kB\n");
        QTest::newRow("a name that no metric can have") << QByteArray("Node 0 Mem{a}: 5 kB\n");
        QTest::newRow("another unit") << QByteArray("Node 0 MemTotal: 5 MB\n");
        QTest::newRow("negative") << QByteArray("Node 0 MemTotal: -5 kB\n");
        QTest::newRow("not a number") << QByteArray("numa_hit many\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, '1');
    }
    void refusesWhatIsNeither() {
        QFETCH(QByteArray, text);
        for (const auto parse : {parseNodeMeminfo, parseNumastat}) {
            FamilyBuilder builder;
            const Status status = parse(text.toStdString(), "0", builder);
            QVERIFY(!status);
            QCOMPARE(status.error().kind, ErrorKind::Malformed);
            QVERIFY(builder.take().families.empty());
        }
    }

    void tellsEachNode() {
        const test::TemporaryTree tree;
        const auto collector = makeNumaMemoryCollector({.sysfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.numaMemory.reason().kind, ErrorKind::Absent);

        tree.write("devices/system/node/possible", "0-1\n");
        for (const std::string node : {"devices/system/node/node0/", "devices/system/node/node1/"}) {
            tree.write(node + "meminfo", "Node 0 MemFree: 1 kB\n");
            tree.write(node + "numastat", "numa_hit 7\n");
        }
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(
            linesOf(*readings.families.numaMemory),
            QStringList({"node_memory_numa_MemFree{0} 1024", "node_memory_numa_MemFree{1} 1024",
                         "node_memory_numa_numa_hit_total{0} 7", "node_memory_numa_numa_hit_total{1} 7"}));
    }
};

BARO_TEST(NumaMemoryTest)
#include "NumaMemoryTest.moc"
