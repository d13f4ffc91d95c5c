#include "platform/linux/ProcessTable.h"

#include <unistd.h>

#include <QtTest>
#include <algorithm>
#include <filesystem>

#include "core/sampling/Collector.h"
#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;

namespace {

struct Sample {
    int pid = 1;
    std::string name = "bash";
    int userTicks = 100;
    int startTicks = 500;
    int threads = 1;
    int residentPages = 10;
};

std::string statOf(const Sample& sample) {
    const auto text = [](int number) { return std::to_string(number); };
    return text(sample.pid) + " (" + sample.name + ") S 1 1 1 0 -1 4194304 5 0 1 0 " +
           text(sample.userTicks) + " 50 0 0 20 0 " + text(sample.threads) + " 0 " + text(sample.startTicks) +
           " 8192 " + text(sample.residentPages) + " 1 1 1 0 0 0 0 0 0 0 0 0 0 17 2 0 0 0 0 0\n";
}

// While it lives, what is closed to everybody is closed to this process, too, which may be root's.
class OrdinaryUser {
  public:
    OrdinaryUser() {
        constexpr uid_t nobody = 65534;
        if (wasRoot_ && seteuid(nobody) != 0) qFatal("seteuid");
    }
    ~OrdinaryUser() {
        if (wasRoot_ && seteuid(0) != 0) qFatal("seteuid");
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;

  private:
    const bool wasRoot_ = geteuid() == 0;
};

}  // namespace

class ProcessTableTest : public QObject {
    Q_OBJECT

    // A fake /proc; the collector keeps no descriptors there, so files that change in place or go are seen.
    struct Machine {
        test::TemporaryTree tree;
        std::unique_ptr<Collector> collector = makeProcessTableCollector(
            {.procfs = tree.path(), .sysfs = tree.path(), .udev = "", .etc = tree.path()});
        Readings readings;
        Nanoseconds time = 1000s;
        int newestPid = 1;

        Machine() {
            tree.write("passwd",
                       "root:x:0:0:root:/root:/bin/bash\nyou:x:" + std::to_string(getuid()) + ":1::/:\n");
            touchLoadavg();
        }
        void touchLoadavg() {
            tree.write("loadavg", "0.1 0.2 0.3 1/2 " + std::to_string(++newestPid) + "\n");
        }
        std::string file(int pid, const char* name) const { return std::to_string(pid) + "/" + name; }
        void put(const Sample& sample) {
            tree.write(file(sample.pid, "stat"), statOf(sample));
            tree.write(file(sample.pid, "io"), "read_bytes: 4096\nwrite_bytes: 512\n");
            tree.write(file(sample.pid, "cmdline"), std::string("/bin/bash\0-c\0true\0", 18));
            tree.write(file(sample.pid, "cgroup"), "0::/system.slice/ssh.service\n");
            touchLoadavg();
        }
        Status read(Nanoseconds later = 1s) {
            time += later;
            return collector->collect({.wall = time, .monotonic = time, .boot = time}, readings);
        }
        const std::vector<Process>& rows() const { return readings.processes->processes; }
    };

  private slots:
    void readsEveryValue() {
        Machine machine;
        machine.put({.pid = 7});
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().size(), std::size_t{1});
        const Process& process = machine.rows().front();
        QCOMPARE(process.identity.pid, 7);
        QCOMPARE(process.identity.startTicks, 500u);
        QCOMPARE(process.userSeconds, 100.0 / static_cast<double>(sysconf(_SC_CLK_TCK)));
        QCOMPARE(process.residentBytes, 10u * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
        QCOMPARE(process.diskReadBytes.value(), 4096.0);
        QCOMPARE(process.diskWrittenBytes.value(), 512.0);
        QCOMPARE(process.facts->commandLine, std::string("/bin/bash -c true"));
        QCOMPARE(process.facts->executable, std::string("bash"));
        QCOMPARE(process.facts->systemdUnit, std::string("ssh.service"));
        QVERIFY(process.facts->user == "you" || process.facts->user == "root");
    }

    void residentMemoryIsTheExactFigureWhereThereIsOne() {
        const auto pageSize = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
        Machine machine;
        machine.put({.pid = 7, .residentPages = 10});
        machine.tree.write("7/statm", "20 12 3 1 0 4 0\n");
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().residentBytes, 12 * pageSize);
        machine.tree.write("7/statm", "20 -1 3\n");
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().residentBytes, 10 * pageSize);
    }

    void rowsAreSortedByPid() {
        Machine machine;
        for (const int pid : {100, 9, 23})
            machine.put({.pid = pid});
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().at(0).identity.pid, 9);
        QCOMPARE(machine.rows().at(2).identity.pid, 100);
    }

    void processesComeAndGo() {
        Machine machine;
        machine.put({.pid = 7});
        machine.put({.pid = 8});
        QVERIFY(machine.read());
        machine.tree.remove("7");
        machine.put({.pid = 9});
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().size(), std::size_t{2});
        QCOMPARE(machine.rows().front().identity.pid, 8);
        QCOMPARE(machine.rows().back().identity.pid, 9);
    }

    void oneThatVanishedSinceTheListJustGoes() {
        Machine machine;
        machine.put({.pid = 7});
        machine.put({.pid = 8});
        machine.tree.remove("7/stat");
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().size(), std::size_t{1});
    }

    void newProcessesAreFoundInTimeWithoutNewPids() {
        Machine machine;
        machine.put({.pid = 7});
        QVERIFY(machine.read());
        machine.tree.write("8/stat", statOf({.pid = 8}));
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().size(), std::size_t{1});
        QVERIFY(machine.read(10s));
        QCOMPARE(machine.rows().size(), std::size_t{2});
    }

    void aReusedPidIsAnotherProcess() {
        Machine machine;
        machine.put({.pid = 7});
        QVERIFY(machine.read());
        const auto before = machine.rows().front().facts;
        machine.put({.pid = 7, .name = "vim", .startTicks = 900});
        machine.tree.write("7/cmdline", std::string("vim\0", 4));
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().identity.startTicks, 900u);
        QCOMPARE(machine.rows().front().facts->commandLine, std::string("vim"));
        QCOMPARE(before->commandLine, std::string("/bin/bash -c true"));
    }

    void factsAreSharedWhileNothingChanges() {
        Machine machine;
        machine.put({.pid = 7});
        QVERIFY(machine.read());
        const auto before = machine.rows().front().facts;
        QVERIFY(machine.read(120s));
        QCOMPARE(machine.rows().front().facts, before);
    }

    void aNewNameBringsNewFacts() {
        Machine machine;
        machine.put({.pid = 7});
        QVERIFY(machine.read());
        machine.put({.pid = 7, .name = "vim"});
        machine.tree.write("7/cmdline", std::string("vim\0", 4));
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().facts->commandLine, std::string("vim"));
    }

    void aMoveToAnotherControlGroupIsSeenWithinAMinute() {
        Machine machine;
        machine.put({.pid = 7});
        QVERIFY(machine.read());
        machine.tree.write("7/cgroup", "0::/system.slice/cron.service\n");
        for (int second = 0; second < 60; ++second)
            QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().facts->systemdUnit, std::string("cron.service"));
    }

    void missingIoIsUnknownNotZero() {
        Machine machine;
        machine.put({.pid = 7});
        machine.tree.remove("7/io");
        QVERIFY(machine.read());
        QVERIFY(!machine.rows().front().diskReadBytes);
        QVERIFY(!machine.rows().front().diskWrittenBytes);
    }

    void aLongCommandLineIsMarkedWhereItIsCut() {
        Machine machine;
        const std::string longest(mostCommandLineBytes, 'x');
        for (const int pid : {7, 8, 9})
            machine.put({.pid = pid});
        machine.tree.write("7/cmdline", longest + '\0');
        machine.tree.write("8/cmdline", longest + "y" + '\0');
        machine.tree.write("9/cmdline", longest + '\0' + "next" + '\0');
        QVERIFY(machine.read());
        QCOMPARE(machine.rows()[0].facts->commandLine, longest);
        QCOMPARE(machine.rows()[1].facts->commandLine, longest + " …");
        QCOMPARE(machine.rows()[2].facts->commandLine, longest + " …");
    }

    void deniedIoIsUnknownAndCountedAndAskedAgain() {
        Machine machine;
        machine.put({.pid = 7});
        machine.put({.pid = 8});
        std::filesystem::permissions(machine.tree.path(), std::filesystem::perms(0755));
        std::filesystem::permissions(machine.tree.path("7/io"), std::filesystem::perms::none);
        {
            const OrdinaryUser user;
            QVERIFY(machine.read());
        }
        QVERIFY(!machine.rows().front().diskReadBytes);
        QVERIFY(!machine.rows().front().diskWrittenBytes);
        QCOMPARE(machine.rows().back().diskReadBytes.value(), 4096.0);
        QCOMPARE(machine.readings.processes->unreadableIo, 1u);
        // It may have become readable without any other sign of it.
        std::filesystem::permissions(machine.tree.path("7/io"), std::filesystem::perms(0644));
        machine.put({.pid = 7, .userTicks = 200});
        QVERIFY(machine.read(3600s));
        QCOMPARE(machine.rows().front().diskReadBytes.value(), 4096.0);
        QCOMPARE(machine.readings.processes->unreadableIo, 0u);
    }

    // As procfs does with hidepid=1: another user's process is listed, and that is all.
    void whatIsHiddenIsNoRowAndNoProblem() {
        Machine machine;
        machine.put({.pid = 7});
        machine.put({.pid = 8});
        std::filesystem::permissions(machine.tree.path(), std::filesystem::perms(0755));
        std::filesystem::permissions(machine.tree.path("7"), std::filesystem::perms::none);
        {
            const OrdinaryUser user;
            QVERIFY(machine.read());
            QCOMPARE(machine.rows().size(), std::size_t{1});
            QCOMPARE(machine.rows().front().identity.pid, 8);
            QCOMPARE(machine.readings.processes->unreadableIo, 0u);
        }
        // Shown again, it is there at once: a user's rights change without a new pid.
        std::filesystem::permissions(machine.tree.path("7"), std::filesystem::perms(0755));
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().size(), std::size_t{2});
        QCOMPARE(machine.rows().front().facts->commandLine, std::string("/bin/bash -c true"));
        // And one that hides meanwhile goes, with its last values.
        std::filesystem::permissions(machine.tree.path("8"), std::filesystem::perms::none);
        {
            const OrdinaryUser user;
            QVERIFY(machine.read());
        }
        std::filesystem::permissions(machine.tree.path("8"), std::filesystem::perms(0755));
        QCOMPARE(machine.rows().size(), std::size_t{1});
        QCOMPARE(machine.rows().front().identity.pid, 7);
    }

    void malformedIoLeavesTheRowAndSaysWhy() {
        Machine machine;
        machine.put({.pid = 7});
        machine.tree.write("7/io", "read_bytes: many\n");
        const Status status = machine.read();
        QVERIFY(!status);
        QCOMPARE(status.error().kind, ErrorKind::Malformed);
        QCOMPARE(machine.rows().size(), std::size_t{1});
        QVERIFY(!machine.rows().front().diskReadBytes);
    }

    void oneMalformedStatDoesNotHideTheOthers() {
        Machine machine;
        machine.put({.pid = 7});
        machine.put({.pid = 8});
        machine.tree.write("8/stat", "8 (x) S -1\n");
        const Status status = machine.read();
        QVERIFY(!status);
        QVERIFY(status.error().message.find("pid 8") != std::string::npos);
        QCOMPARE(machine.rows().size(), std::size_t{1});
    }

    void aSleepingProcessIsReadWholeWithinSeconds() {
        Machine machine;
        machine.tree.write("self/schedstat", "1 1 1\n");
        machine.put({.pid = 7});
        machine.tree.write("7/schedstat", "100 10 1\n");
        QVERIFY(machine.read());
        QVERIFY(machine.read());  // takes the first mark
        machine.tree.write("7/stat", statOf({.pid = 7, .residentPages = 3}));
        for (int second = 0; second < 4; ++second)
            QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().residentBytes,
                 3u * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
    }

    void whatRanIsReadAtOnce_data() {
        QTest::addColumn<int>("threads");
        QTest::addColumn<bool>("markMoves");
        QTest::newRow("one thread, it ran") << 1 << true;
        QTest::newRow("several threads, the first slept") << 2 << false;
    }
    void whatRanIsReadAtOnce() {
        QFETCH(int, threads);
        QFETCH(bool, markMoves);
        Machine machine;
        machine.tree.write("self/schedstat", "1 1 1\n");
        machine.put({.pid = 7, .threads = threads});
        machine.tree.write("7/schedstat", "100 10 1\n");
        for (int second = 0; second < 3; ++second)
            QVERIFY(machine.read());
        machine.tree.write("7/stat", statOf({.pid = 7, .userTicks = 300, .threads = threads}));
        machine.tree.write("7/io", "read_bytes: 8192\nwrite_bytes: 512\n");
        if (markMoves) machine.tree.write("7/schedstat", "200 10 2\n");
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().userSeconds, 300.0 / static_cast<double>(sysconf(_SC_CLK_TCK)));
        QCOMPARE(machine.rows().front().diskReadBytes.value(), 8192.0);
    }

    void swapIsZeroWhileNoneIsInUse() {
        Machine machine;
        machine.tree.write("swaps", "Filename Type Size Used Priority\n/dev/sda2 partition 1000 0 -2\n");
        machine.put({.pid = 7});
        machine.tree.write("7/status", "VmSwap:\t12 kB\n");
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().swapBytes.value(), 0u);
    }

    void swapIsReadWhileSomeIsInUse() {
        Machine machine;
        machine.tree.write("swaps", "Filename Type Size Used Priority\n/dev/sda2 partition 1000 64 -2\n");
        machine.put({.pid = 7});
        machine.tree.write("7/status", "VmSwap:\t12 kB\n");
        QVERIFY(machine.read());
        QCOMPARE(machine.rows().front().swapBytes.value(), 12u * 1024);
    }

    void swapIsUnknownWhenTheMachineDoesNotSay() {
        Machine machine;
        machine.put({.pid = 7});
        QVERIFY(machine.read());
        QVERIFY(!machine.rows().front().swapBytes);
    }

    void saysWhyThereAreNone() {
        Machine machine;
        QVERIFY(!machine.read());
        QVERIFY(!machine.readings.processes);
        QCOMPARE(machine.readings.processes.reason().kind, ErrorKind::Absent);

        const auto nowhere = makeProcessTableCollector({.procfs = machine.tree.path("missing")});
        QVERIFY(!nowhere->collect({}, machine.readings));
        QCOMPARE(machine.readings.processes.reason().kind, ErrorKind::Absent);
    }

    void readsThisMachine() {
        const auto collector = makeProcessTableCollector({});
        Readings readings;
        for (int reading = 1; reading <= 3; ++reading) {
            const Instant now{.wall = {}, .monotonic = std::chrono::seconds(reading), .boot = {}};
            QVERIFY(collector->collect(now, readings));
            const auto own = std::ranges::find_if(readings.processes->processes, [](const Process& process) {
                return process.identity.pid == getpid();
            });
            QVERIFY(own != readings.processes->processes.end());
            QVERIFY(own->residentBytes > 0);
            QCOMPARE(own->facts->executable,
                     std::filesystem::read_symlink("/proc/self/exe").filename().string());
        }
    }
};

BARO_TEST(ProcessTableTest)
#include "ProcessTableTest.moc"
