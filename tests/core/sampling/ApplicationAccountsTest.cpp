#include "core/sampling/ApplicationAccounts.h"

#include <QtTest>
#include <map>
#include <set>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

struct Sample {
    int pid = 1;
    std::string application;
    double cpuSeconds = 0;
    std::optional<double> readBytes = std::nullopt;
    double residentBytes = 100;
    std::uint64_t startTicks = 10;
    int parentPid = 0;
};

// One reading a second. Nothing runs at the first one, so that all of what comes is counted.
class Machine {
  public:
    explicit Machine(std::size_t rows = 20) : accounts_(rows) { read({}); }

    std::shared_ptr<const Applications> read(const std::vector<Sample>& samples,
                                             std::chrono::seconds later = std::chrono::seconds(1)) {
        now_.monotonic += later;
        ProcessTable table;
        for (const Sample& sample : samples)
            table.processes.push_back(processOf(sample));
        newest_ = Section<ProcessTable>(std::move(table), now_);
        return accounts_.settle(newest_, traffic_);
    }
    // By pid, of the first life of each: what it received.
    std::shared_ptr<const Applications> readTraffic(const std::map<int, double>& received) {
        SocketTraffic traffic;
        for (const auto& [pid, bytes] : received)
            traffic.processes.push_back({{pid, 10}, bytes, bytes / 10});
        traffic_ = Section<SocketTraffic>(std::move(traffic), now_);
        return accounts_.settle(newest_, traffic_);
    }
    std::shared_ptr<const Applications> readTrafficInVain() {
        traffic_ = denied("not yours");
        return accounts_.settle(newest_, traffic_);
    }
    std::shared_ptr<const Applications> readNothingNew() { return accounts_.settle(newest_, traffic_); }
    void countTrafficAnew() { accounts_.countTrafficAnew(); }
    std::shared_ptr<const Applications> readInVain() {
        return accounts_.settle(failed("no table"), traffic_);
    }

  private:
    static Process processOf(const Sample& sample) {
        ProcessFacts facts;
        facts.application = sample.application;
        Process process;
        process.identity = {sample.pid, sample.startTicks};
        process.parentPid = sample.parentPid;
        process.userSeconds = sample.cpuSeconds;
        process.residentBytes = static_cast<std::uint64_t>(sample.residentBytes);
        process.diskReadBytes = sample.readBytes;
        process.facts = std::make_shared<const ProcessFacts>(std::move(facts));
        return process;
    }

    ApplicationAccounts accounts_;
    Section<ProcessTable> newest_;
    Section<SocketTraffic> traffic_;
    Instant now_;
};

const ApplicationUse* find(const std::shared_ptr<const Applications>& state, std::string_view name) {
    const auto found = std::ranges::find(state->busiest, name, &ApplicationUse::application);
    return found == state->busiest.end() ? nullptr : &*found;
}

double cpuOf(const std::shared_ptr<const Applications>& state, std::string_view name) {
    const ApplicationUse* use = find(state, name);
    return use != nullptr ? use->cpuSeconds : -1;
}

}  // namespace

class ApplicationAccountsTest : public QObject {
    Q_OBJECT

  private slots:
    void addsUpTheProcessesOfAnApplication() {
        Machine machine;
        const auto state =
            machine.read({{1, "editor", 5, 10.0, 300}, {2, "editor", 2, 20.0, 200}, {3, "shell", 1}});
        const ApplicationUse* editor = find(state, "editor");
        QVERIFY(editor != nullptr);
        QCOMPARE(editor->cpuSeconds, 7.0);
        QCOMPARE(editor->readBytes, std::optional(30.0));
        QCOMPARE(editor->residentBytes, 500.0);
        QCOMPARE(editor->processes, 2u);
        QCOMPARE(state->busiest.size(), 2u);
        QCOMPARE(state->others.processes, 0u);
    }

    void whatWasUsedBeforeTheFirstReadingIsNotCounted() {
        ProcessFacts facts;
        facts.application = "editor";
        Process process;
        process.identity = {1, 10};
        process.userSeconds = 1000;
        process.diskReadBytes = 5000;
        process.facts = std::make_shared<const ProcessFacts>(std::move(facts));
        ApplicationAccounts accounts;
        auto state = accounts.settle(Section<ProcessTable>(ProcessTable{{process}, 100, 0}, {}), {});
        QCOMPARE(cpuOf(state, "editor"), 0.0);
        QCOMPARE(find(state, "editor")->readBytes, std::optional(0.0));
        process.userSeconds = 1003;
        state = accounts.settle(Section<ProcessTable>(ProcessTable{{process}, 100, 0}, {}), {});
        QCOMPARE(cpuOf(state, "editor"), 3.0);
    }

    void doesNotGoBackWhenAProcessEnds() {
        Machine machine;
        machine.read({{1, "build", 5}, {2, "build", 9}});
        auto state = machine.read({{1, "build", 6}});
        QCOMPARE(cpuOf(state, "build"), 15.0);
        state = machine.read({});
        QCOMPARE(cpuOf(state, "build"), 15.0);
        QCOMPARE(find(state, "build")->processes, 0u);
        QCOMPARE(find(state, "build")->residentBytes, 0.0);
    }

    void countsTheWholeOfANewProcessAndOfAReusedPid() {
        Machine machine;
        machine.read({{1, "build", 5}});
        auto state = machine.read({{1, "build", 5}, {2, "build", 3}});
        QCOMPARE(cpuOf(state, "build"), 8.0);
        state = machine.read({{1, "build", 5}, {2, "build", 4, std::nullopt, 100, 99}});
        QCOMPARE(cpuOf(state, "build"), 12.0);
    }

    void theSameReadingIsCountedOnce() {
        Machine machine;
        const auto first = machine.read({{1, "build", 5}});
        QCOMPARE(machine.readNothingNew(), first);
        QCOMPARE(cpuOf(machine.read({{1, "build", 6}}), "build"), 6.0);
    }

    void isUnknownWhileProcessesAre() {
        Machine machine;
        machine.read({{1, "build", 5}});
        QVERIFY(!machine.readInVain());
        QCOMPARE(cpuOf(machine.read({{1, "build", 7}}), "build"), 7.0);
    }

    void trafficThatMayNotBeReadIsUnknown() {
        Machine machine;
        auto state = machine.read({{1, "daemon", 5}});
        QVERIFY(!find(state, "daemon")->readBytes);
        QVERIFY(!state->others.readBytes);
        // Of what was read before, nobody knows when.
        state = machine.read({{1, "daemon", 5, 1000.0}});
        QCOMPARE(find(state, "daemon")->readBytes, std::optional(0.0));
        state = machine.read({{1, "daemon", 5, 1500.0}});
        QCOMPARE(find(state, "daemon")->readBytes, std::optional(500.0));
    }

    void trafficOfEndedChildrenIsCountedOnce() {
        Machine machine;
        machine.read(
            {{1, "make", 0, 100.0}, {2, "shell", 0, 10.0, 0, 10, 1}, {3, "compiler", 0, 1000.0, 0, 10, 2}});
        // The kernel adds what the ended ones read to the counter of the first; 50 bytes are its own.
        const auto state = machine.read({{1, "make", 0, 1160.0}});
        QCOMPARE(find(state, "make")->readBytes, std::optional(150.0));
        QCOMPARE(find(state, "shell")->readBytes, std::optional(10.0));
        QCOMPARE(find(state, "compiler")->readBytes, std::optional(1000.0));
    }

    void trafficOfChildrenNobodyWaitsForTakesNothingBack() {
        Machine machine;
        machine.read({{1, "daemon", 0, 100.0}, {2, "worker", 0, 1000.0, 0, 10, 1}});
        const auto state = machine.read({{1, "daemon", 0, 100.0}});
        QCOMPARE(find(state, "daemon")->readBytes, std::optional(100.0));
        QCOMPARE(find(state, "worker")->readBytes, std::optional(1000.0));
    }

    void keepsToItsRowsAndAddsUpTheRest() {
        Machine machine(2);
        const auto state = machine.read({{1, "a", 50}, {2, "b", 40}, {3, "c", 2}, {4, "d", 1}});
        QCOMPARE(state->busiest.size(), 2u);
        QCOMPARE(cpuOf(state, "a"), 50.0);
        QCOMPARE(cpuOf(state, "b"), 40.0);
        QCOMPARE(state->others.application, std::string("other"));
        QCOMPARE(state->others.cpuSeconds, 3.0);
        QCOMPARE(state->others.processes, 2u);
        QCOMPARE(state->others.residentBytes, 200.0);
    }

    void noCounterGoesBackWhenRowsChangeHands() {
        Machine machine(1);
        std::vector<Sample> samples{{1, "first", 10}, {2, "second", 5}};
        std::map<std::string, double> highest;
        double total = 15;
        std::set<std::string> holders;
        machine.read(samples);
        for (int second = 0; second < 400; ++second) {
            samples[second < 200 ? 1 : 0].cpuSeconds += 1;
            total += 1;
            const auto state = machine.read(samples);
            const ApplicationUse& row = state->busiest.front();
            holders.insert(row.application);
            for (const ApplicationUse* use : {&row, &state->others}) {
                QVERIFY(use->cpuSeconds >= highest[use->application]);
                highest[use->application] = use->cpuSeconds;
            }
        }
        QCOMPARE(holders, (std::set<std::string>{"first", "second"}));
        // Whatever was used is booked once, in one row or the other.
        QCOMPARE(highest["first"] + highest["second"] + highest["other"], total);
    }

    void equalsDoNotSwap() {
        Machine machine(1);
        std::vector<Sample> samples{{1, "first", 10}, {2, "second", 9}};
        machine.read(samples);
        for (int second = 0; second < 300; ++second) {
            samples[second % 2].cpuSeconds += 1;
            QVERIFY(find(machine.read(samples), "first") != nullptr);
        }
    }

    void forgetsWhatEndedLongAgo() {
        Machine machine;
        machine.read({{1, "job", 5}});
        QVERIFY(find(machine.read({}, std::chrono::minutes(59)), "job") != nullptr);
        machine.read({}, std::chrono::minutes(2));
        QVERIFY(find(machine.read({}), "job") == nullptr);
        QCOMPARE(cpuOf(machine.read({{9, "job", 1}}), "job"), 1.0);
    }

    void anApplicationNamedOtherIsOneOfTheRest() {
        Machine machine;
        const auto state = machine.read({{1, "other", 5}, {2, "shell", 1}});
        QVERIFY(find(state, "other") == nullptr);
        QCOMPARE(state->others.cpuSeconds, 5.0);
    }

    void trafficIsItsApplications() {
        Machine machine;
        machine.read({{1, "browser"}, {2, "browser"}, {3, "shell"}, {4, "idle"}});
        machine.readTraffic({});
        const auto state = machine.readTraffic({{1, 1000}, {2, 500}, {3, 70}});
        QCOMPARE(find(state, "browser")->receivedBytes, std::optional(1500.0));
        QCOMPARE(find(state, "browser")->sentBytes, std::optional(150.0));
        QCOMPARE(find(state, "shell")->receivedBytes, std::optional(70.0));
        QVERIFY(!find(state, "idle")->receivedBytes);
        QVERIFY(!state->others.receivedBytes);
    }

    void trafficOfRecordedProcessesBeginsWithTheRecording() {
        Machine machine;
        machine.read({{1, "browser"}});
        QCOMPARE(find(machine.readTraffic({{1, 1000}}), "browser")->receivedBytes, std::optional(0.0));
        QCOMPARE(find(machine.readTraffic({{1, 1100}}), "browser")->receivedBytes, std::optional(100.0));
    }

    // Of another process, which counts from another time.
    void trafficThatIsCountedAnewLeapsNowhere() {
        Machine machine;
        machine.read({{1, "browser"}});
        machine.readTraffic({});
        machine.readTraffic({{1, 1000}});
        for (const double begin : {50'000.0, 3.0}) {
            const double before = *find(machine.readNothingNew(), "browser")->receivedBytes;
            machine.countTrafficAnew();
            QCOMPARE(find(machine.readTraffic({{1, begin}}), "browser")->receivedBytes,
                     std::optional(before));
            QCOMPARE(find(machine.readTraffic({{1, begin + 7}}), "browser")->receivedBytes,
                     std::optional(before + 7));
        }
    }

    void trafficIsCountedOnceWhileOthersAreRead() {
        Machine machine;
        machine.read({{1, "browser", 5}});
        machine.readTraffic({});
        machine.readTraffic({{1, 1000}});
        machine.readNothingNew();
        const auto state = machine.read({{1, "browser", 7}});
        QCOMPARE(find(state, "browser")->receivedBytes, std::optional(1000.0));
        QCOMPARE(cpuOf(state, "browser"), 7.0);
        QCOMPARE(cpuOf(machine.readTraffic({{1, 1500}}), "browser"), 7.0);
    }

    void trafficStaysWhenItsProcessEnds() {
        Machine machine;
        machine.read({{1, "download"}});
        machine.readTraffic({});
        machine.readTraffic({{1, 1000}});
        machine.read({});
        // Its last reading comes after the table that lacks it.
        QCOMPARE(find(machine.readTraffic({{1, 1200}}), "download")->receivedBytes, std::optional(1200.0));
        QCOMPARE(find(machine.readTraffic({}), "download")->receivedBytes, std::optional(1200.0));
    }

    void trafficOfAReusedPidIsAnotherProcess() {
        Machine machine;
        machine.read({{1, "download"}});
        machine.readTraffic({});
        machine.readTraffic({{1, 1000}});
        // The pid has another life now; the traffic is still the first one's.
        machine.read({{1, "shell", 0, std::nullopt, 100, 99}});
        const auto state = machine.readTraffic({{1, 1001}});
        QCOMPARE(find(state, "download")->receivedBytes, std::optional(1001.0));
        QVERIFY(!find(state, "shell")->receivedBytes);
    }

    void trafficWaitsForTheTableThatHasItsProcess() {
        Machine machine;
        machine.read({{1, "shell"}});
        machine.readTraffic({});
        QVERIFY(!find(machine.readTraffic({{7, 500}}), "shell")->receivedBytes);
        machine.read({{1, "shell"}, {7, "download"}});
        QCOMPARE(find(machine.readTraffic({{7, 600}}), "download")->receivedBytes, std::optional(600.0));
    }

    void trafficIsUnknownWhileConnectionsAre() {
        Machine machine;
        machine.read({{1, "browser"}});
        QVERIFY(!find(machine.readTrafficInVain(), "browser")->receivedBytes);
        machine.readTraffic({});
        machine.readTraffic({{1, 1000}});
        QVERIFY(!find(machine.readTrafficInVain(), "browser")->receivedBytes);
        QCOMPARE(find(machine.readTraffic({{1, 1300}}), "browser")->receivedBytes, std::optional(1300.0));
    }

    void trafficOfTheRestIsTheRests() {
        Machine machine(1);
        machine.read({{1, "busy", 50}, {2, "quiet"}, {3, "calm"}});
        machine.readTraffic({});
        const auto state = machine.readTraffic({{2, 100}, {3, 30}});
        QCOMPARE(state->others.receivedBytes, std::optional(130.0));
        QCOMPARE(state->others.sentBytes, std::optional(13.0));
    }
};

BARO_TEST(ApplicationAccountsTest)
#include "ApplicationAccountsTest.moc"
