#include "platform/linux/ProcessCounts.h"

#include <QtTest>

#include "tests/support/FamilyLines.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using test::linesOf;

class ProcessCountsTest : public QObject {
    Q_OBJECT

  private slots:

    void countsProcessesAndThreadsByState() {
        const test::TemporaryTree tree;
        tree.write("sys/kernel/threads-max", "127801\n");
        tree.write("sys/kernel/pid_max", "4194304\n");
        tree.write("1/stat",
                   "1 (a b) S 0 1 1 0 -1 4194560 9061 0 94 0 36 98 54 13 20 0 2 0 29 109604864 2507 "
                   "18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0\n");
        tree.write("1/task/1/stat",
                   "1 (a b) S 0 1 1 0 -1 4194560 9061 0 94 0 36 98 54 13 20 0 2 0 29 109604864 2507 "
                   "18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0\n");
        tree.write("1/task/5/stat",
                   "5 (a b) R 0 1 1 0 -1 4194560 9061 0 94 0 36 98 54 13 20 0 2 0 29 109604864 2507 "
                   "18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0\n");
        tree.write("17/stat",
                   "17 (a b) I 0 1 1 0 -1 4194560 9061 0 94 0 36 98 54 13 20 0 1 0 29 109604864 2507 "
                   "18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0\n");
        tree.write("17/task/17/stat",
                   "17 (a b) I 0 1 1 0 -1 4194560 9061 0 94 0 36 98 54 13 20 0 1 0 29 109604864 2507 "
                   "18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0\n");
        tree.write("18/stat", "cut");
        tree.write("self/stat",
                   "1 (a b) S 0 1 1 0 -1 4194560 9061 0 94 0 36 98 54 13 20 0 2 0 29 109604864 2507 "
                   "18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0\n");
        const auto collector = makeProcessCountsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(collector->collect({}, readings));
        QCOMPARE(
            linesOf(*readings.families.processCounts),
            QStringList({"node_processes_max_threads{} 127801", "node_processes_max_processes{} 4194304",
                         "node_processes_threads{} 3", "node_processes_pids{} 2", "node_processes_state{I} 1",
                         "node_processes_state{S} 1", "node_processes_threads_state{I} 1",
                         "node_processes_threads_state{R} 1", "node_processes_threads_state{S} 1"}));
    }

    void saysWhichLimitIsNoNumber() {
        const test::TemporaryTree tree;
        tree.write("sys/kernel/threads-max", "many\n");
        const auto collector = makeProcessCountsCollector({.procfs = tree.path()});
        Readings readings;
        QVERIFY(!collector->collect({}, readings));
        QCOMPARE(readings.families.processCounts.reason().kind, ErrorKind::Malformed);
        QVERIFY(readings.families.processCounts.reason().message.find("threads-max") != std::string::npos);
    }
};

BARO_TEST(ProcessCountsTest)
#include "ProcessCountsTest.moc"
