#include "platform/linux/VirtualMemory.h"

#include <QtTest>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;

class VirtualMemoryTest : public QObject {
    Q_OBJECT

  private slots:
    void readsEveryLineByName() {
        const auto counters =
            parseVmstat("nr_free_pages 6014358\npgfault 0\noom_kill 18446744073709551615\n", nullptr);
        QVERIFY(counters);
        QCOMPARE(counters->values.size(), std::size_t{3});
        QCOMPARE(*counters->find("nr_free_pages"), 6014358.0);
        QCOMPARE(*counters->find("pgfault"), 0.0);
        QVERIFY(!counters->find("pswpin"));
    }

    void sharesTheNamesOfTheReadingBefore() {
        const auto first = parseVmstat("pgfault 1\npswpin 2\n", nullptr);
        const auto second = parseVmstat("pgfault 3\npswpin 4\n", first->names);
        QVERIFY(second);
        QCOMPARE(second->names.get(), first->names.get());
        QCOMPARE(*second->find("pswpin"), 4.0);
    }

    void readsWholeMachines_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<double>("oomKills");
        QTest::newRow("hybrid laptop") << QByteArray("intel-hybrid-laptop") << 2.0;
        QTest::newRow("desktop") << QByteArray("amd-desktop") << 0.0;
    }
    void readsWholeMachines() {
        QFETCH(QByteArray, name);
        QFETCH(double, oomKills);
        const auto collector =
            makeVirtualMemoryCollector({.procfs = BARO_FIXTURES "/machines/" + name.toStdString() + "/proc"});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        const NamedValues& counters = readings.virtualMemory->counters;
        QCOMPARE(counters.names->size(), counters.values.size());
        QCOMPARE(counters.find("oom_kill"), std::optional(oomKills));
        QCOMPARE(counters.find("pgmajfault"), std::optional(123456.0));
    }

    void refusesWhatIsNotVmstat_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << QByteArray("pgfault 1\npgmajfault 12");
        QTest::newRow("no number") << QByteArray("pgfault\n");
        QTest::newRow("no name") << QByteArray(" 12\n");
        QTest::newRow("two numbers") << QByteArray("pgfault 1 2\n");
        QTest::newRow("negative") << QByteArray("pgfault -1\n");
        QTest::newRow("inf") << QByteArray("pgfault inf\n");
        QTest::newRow("beyond 64 bits") << QByteArray("pgfault 18446744073709551616\n");
        QTest::newRow("NUL") << QByteArrayLiteral("pgfault 1\0\n");
        QTest::newRow("a 1 MB line") << QByteArray(1 << 20, 'p') + "\n";
    }
    void refusesWhatIsNotVmstat() {
        QFETCH(QByteArray, text);
        const auto counters = parseVmstat({text.data(), static_cast<std::size_t>(text.size())}, nullptr);
        QVERIFY(!counters);
        QCOMPARE(counters.error().kind, ErrorKind::Malformed);
        QVERIFY(counters.error().message.size() < 200);
    }

    void collectorSaysWhyThereIsNone() {
        const test::TemporaryTree tree;
        const auto collector = makeVirtualMemoryCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.virtualMemory.reason().kind, ErrorKind::Absent);

        tree.write("vmstat", "pgfault 1\n");
        QVERIFY(collector->collect({}, readings));
        QVERIFY(readings.virtualMemory);
    }
};

BARO_TEST(VirtualMemoryTest)
#include "VirtualMemoryTest.moc"
