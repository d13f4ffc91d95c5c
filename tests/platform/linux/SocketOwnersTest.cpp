#include "platform/linux/SocketOwners.h"

#include <QtTest>
#include <deque>

#include "tests/support/TemporaryTree.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::platform;
using namespace std::chrono_literals;

namespace {

// A fake /proc.
struct OwnersMachine {
    test::TemporaryTree tree;
    std::deque<Nanoseconds> costs;  // by which the meter rises at each look at it; then it stands still
    Nanoseconds spent = 0s;
    SocketOwners owners{tree.path(), [this] { return meter(); }};

    Nanoseconds meter() {
        if (costs.empty()) return spent;
        spent += costs.front();
        costs.pop_front();
        return spent;
    }

    void runs(int pid, int startTicks) const {
        const std::string number = std::to_string(pid);
        tree.write(number + "/stat", number + " (a b) S 1 1 1 0 -1 4194304 5 0 1 0 7 50 0 0 20 0 1 0 " +
                                         std::to_string(startTicks) +
                                         " 8192 1 1 1 1 0 0 0 0 0 0 0 0 0 0 17 2 0 0 0 0 0\n");
        tree.link(number + "/fd/0", "/dev/null");
    }
    void holds(int pid, const char* target) {
        tree.link(std::to_string(pid) + "/fd/" + std::to_string(++descriptor), target);
    }
    SocketOwners::Found search(SocketInodes wanted, Nanoseconds now) {
        return owners.search(std::move(wanted), now).value();
    }
    int descriptor = 2;
};

}  // namespace

class SocketOwnersTest : public QObject {
    Q_OBJECT

  private slots:
    void findsTheProcess() {
        OwnersMachine machine;
        machine.runs(9, 500);
        machine.holds(9, "socket:[77]");
        machine.holds(9, "pipe:[78]");
        machine.runs(12, 600);
        machine.holds(12, "socket:[79]");
        const auto found = machine.search({77, 78, 79}, 0s);
        QCOMPARE(found.owners.size(), std::size_t{2});
        QVERIFY(found.owners.at(77) == (ProcessIdentity{9, 500}));
        QVERIFY(found.owners.at(79) == (ProcessIdentity{12, 600}));
        QVERIFY(found.lookedEverywhere);
    }

    void aSharedSocketIsOnes() {
        OwnersMachine machine;
        machine.runs(9, 500);
        machine.holds(9, "socket:[77]");
        machine.runs(12, 600);
        machine.holds(12, "socket:[77]");
        QVERIFY(machine.search({77}, 0s).owners.at(77) == (ProcessIdentity{9, 500}));
    }

    void whatMayNotBeLookedIntoIsNobodys() {
        OwnersMachine machine;
        machine.tree.write("9/stat", "no fd here\n");
        machine.tree.write("meminfo", "");
        const auto found = machine.search({77}, 0s);
        QVERIFY(found.owners.empty());
        QVERIFY(found.lookedEverywhere);
    }

    void aProcessThatEndsMeanwhileOwnsNothing() {
        OwnersMachine machine;
        machine.holds(9, "socket:[77]");  // without a stat
        QVERIFY(machine.search({77}, 0s).owners.empty());
    }

    void waitsTenSeconds() {
        OwnersMachine machine;
        machine.runs(9, 500);
        QVERIFY(machine.owners.maySearch(100s));
        machine.search({77}, 100s);
        QVERIFY(!machine.owners.maySearch(109s));
        QVERIFY(machine.owners.maySearch(110s));
    }

    void looksAtHoldersAndNewcomersFirst() {
        OwnersMachine machine;
        machine.runs(9, 500);
        machine.holds(9, "socket:[77]");
        machine.runs(10, 500);
        machine.costs = {0ms, 0ms, 10ms};  // of everybody, who then may be looked at again in a minute
        machine.search({77}, 0s);

        machine.holds(9, "socket:[78]");
        machine.holds(10, "socket:[79]");
        machine.runs(11, 700);
        machine.holds(11, "socket:[80]");
        auto found = machine.search({78, 79, 80}, 20s);
        QVERIFY(found.owners.contains(78) && found.owners.contains(80));
        QVERIFY(!found.owners.contains(79));
        QVERIFY(!found.lookedEverywhere);
        found = machine.search({79}, 60s);
        QVERIFY(found.owners.contains(79));
        QVERIFY(found.lookedEverywhere);
    }

    void costlySearchesAreSeldom() {
        OwnersMachine machine;
        machine.runs(9, 500);
        machine.holds(9, "socket:[77]");
        machine.search({77}, 0s);
        machine.costs = {0ms, 1ms};
        machine.search({77}, 100s);
        QVERIFY(!machine.owners.maySearch(119s));
        QVERIFY(machine.owners.maySearch(120s));
    }

    void aReusedPidIsAnotherProcess() {
        OwnersMachine machine;
        machine.runs(9, 500);
        machine.search({77}, 0s);
        QVERIFY(machine.owners.isAlive({9, 500}));
        QVERIFY(!machine.owners.isAlive({9, 501}));
        QVERIFY(!machine.owners.isAlive({10, 500}));
    }

    void withoutProcfsItSaysWhy() {
        SocketOwners owners("/nowhere");
        QCOMPARE(owners.search({77}, 0s).error().kind, ErrorKind::Absent);
    }
};

BARO_TEST(SocketOwnersTest)
#include "SocketOwnersTest.moc"
