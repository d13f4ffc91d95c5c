#include <QtTest>

#include "core/model/Frame.h"
#include "tests/support/FakeClock.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace std::chrono_literals;

namespace {

Process processOf(int pid, std::uint64_t startTicks, double userSeconds) {
    Process process;
    process.identity = {pid, startTicks};
    process.userSeconds = userSeconds;
    process.facts = std::make_shared<ProcessFacts>();
    return process;
}

Disk diskOf(const char* identity, double readBytes) {
    Disk disk;
    disk.name = "sda";
    disk.counters.readBytes = readBytes;
    auto facts = std::make_shared<DiskFacts>();
    facts->identity = identity;
    disk.facts = facts;
    return disk;
}

NetworkInterface interfaceOf(int index, double bytes) {
    NetworkInterface link;
    link.name = "eth0";
    link.index = index;
    link.received.bytes = bytes;
    link.facts = std::make_shared<InterfaceFacts>();
    return link;
}

CpuActivity cpuOf(double user, double idle, double iowait = 0) {
    CpuTimes times;
    times.userSeconds = user;
    times.idleSeconds = idle;
    times.iowaitSeconds = iowait;
    return {times, {{0, times}}};
}

// Two Frames with a second between them, unless the test moves the clock otherwise.
class Pair {
  public:
    template <class T>
    void before(Section<T> Readings::*section, T reading) {
        before_.readings.*section = Section<T>(std::move(reading), clock.now());
        before_.takenAt = clock.now();
    }
    template <class T>
    void after(Section<T> Readings::*section, T reading) {
        after_.*section = Section<T>(std::move(reading), clock.now());
    }
    Rates rates() const { return deriveRates(before_, after_, clock.now()); }

    test::FakeClock clock;
    Frame before_;
    Readings after_;
};

}  // namespace

class RatesTest : public QObject {
    Q_OBJECT

  private slots:
    void sharesOfAProcessorAddUpToOne() {
        Pair pair;
        pair.before(&Readings::cpu, cpuOf(100, 900, 10));
        pair.clock.advance(1s);
        pair.after(&Readings::cpu, cpuOf(100.25, 900.7, 10.05));
        const Rates rates = pair.rates();
        QVERIFY(rates.cpu);
        QCOMPARE(rates.cpu->total.user, 0.25);
        QCOMPARE(rates.cpu->total.busy() + rates.cpu->total.idle + rates.cpu->total.iowait, 1.0);
        QCOMPARE(rates.cpu->cpus.size(), 1u);
        QVERIFY(rates.cpu->cpus[0].shares);
    }

    void guestTimeIsTakenOutOfUser() {
        CpuActivity guest = cpuOf(100.5, 900.5);
        guest.total.guestSeconds = 0.5;
        Pair pair;
        pair.before(&Readings::cpu, cpuOf(100, 900));
        pair.clock.advance(1s);
        pair.after(&Readings::cpu, guest);
        QCOMPARE(pair.rates().cpu->total.user, 0.0);
        QCOMPARE(pair.rates().cpu->total.guest, 0.5);
    }

    void decreasingIowaitCountsAsNone() {
        Pair pair;
        pair.before(&Readings::cpu, cpuOf(100, 900, 10));
        pair.clock.advance(1s);
        pair.after(&Readings::cpu, cpuOf(100.5, 900.5, 9.9));
        QVERIFY(pair.rates().cpu);
        QCOMPARE(pair.rates().cpu->total.iowait, 0.0);
        QCOMPARE(pair.rates().cpu->total.user, 0.5);
    }

    void counterThatGoesBackwardsGivesNothing() {
        Pair pair;
        pair.before(&Readings::cpu, cpuOf(100, 900));
        pair.before(&Readings::kernel, KernelActivity{500, 600, 700, 0, 0, 0, {}});
        pair.before(&Readings::disks, Disks{{diskOf("a", 4096)}});
        pair.clock.advance(1s);
        pair.after(&Readings::cpu, cpuOf(1, 901));
        pair.after(&Readings::kernel, KernelActivity{499, 700, 800, 0, 0, 0, {}});
        pair.after(&Readings::disks, Disks{{diskOf("a", 0)}});
        QVERIFY(!pair.rates().cpu);
        QVERIFY(!pair.rates().kernel);
        QVERIFY(pair.rates().disks->empty());
    }

    void processorThatJustCameHasNoShares() {
        CpuActivity two = cpuOf(100.5, 900.5);
        two.cpus.push_back({7, two.total});
        Pair pair;
        pair.before(&Readings::cpu, cpuOf(100, 900));
        pair.clock.advance(1s);
        pair.after(&Readings::cpu, two);
        const auto cpus = pair.rates().cpu->cpus;
        QCOMPARE(cpus.size(), 2u);
        QVERIFY(cpus[0].shares);
        QVERIFY(!cpus[1].shares);
    }

    void dividesByTheTimeBetweenReadings() {
        Pair pair;
        pair.before(&Readings::network, Network{{interfaceOf(2, 1000)}});
        pair.clock.advance(4s);
        pair.after(&Readings::network, Network{{interfaceOf(2, 9000)}});
        QCOMPARE(pair.rates().network->at(0).receivedBytesPerSecond, 2000.0);
    }

    void pluggedDeviceHasNoRate_data() {
        QTest::addColumn<QString>("identity");
        QTest::addColumn<int>("index");
        QTest::addColumn<std::size_t>("rates");
        QTest::newRow("the same") << "first" << 2 << std::size_t{1};
        QTest::newRow("another under its name") << "second" << 3 << std::size_t{0};
    }
    void pluggedDeviceHasNoRate() {
        QFETCH(QString, identity);
        QFETCH(int, index);
        QFETCH(std::size_t, rates);
        Pair pair;
        pair.before(&Readings::disks, Disks{{diskOf("first", 1)}});
        pair.before(&Readings::network, Network{{interfaceOf(2, 1)}});
        pair.clock.advance(1s);
        pair.after(&Readings::disks, Disks{{diskOf(identity.toLatin1().constData(), 9e12)}});
        pair.after(&Readings::network, Network{{interfaceOf(index, 9e12)}});
        QCOMPARE(pair.rates().disks->size(), rates);
        QCOMPARE(pair.rates().network->size(), rates);
    }

    void reusedPidHasNoRate() {
        Pair pair;
        pair.before(&Readings::processes, ProcessTable{{processOf(1, 5, 10), processOf(9, 50, 1)}});
        pair.clock.advance(1s);
        pair.after(&Readings::processes,
                   ProcessTable{{processOf(1, 5, 10.5), processOf(4, 70, 3), processOf(9, 99, 8)}});
        const auto processes = pair.rates().processes;
        QCOMPARE(processes->processes.size(), 1u);
        QCOMPARE(processes->processes[0].identity.pid, 1);
        QCOMPARE(processes->processes[0].cpuSeconds, 0.5);
        QVERIFY(!processes->processes[0].diskReadBytesPerSecond);
        QVERIFY(!processes->unattributedCpuSeconds);
    }

    void endedProcessesTimeIsUnattributed() {
        Pair pair;
        pair.before(&Readings::cpu, cpuOf(100, 900));
        pair.before(&Readings::processes, ProcessTable{{processOf(1, 5, 10), processOf(2, 6, 1)}});
        pair.clock.advance(1s);
        pair.after(&Readings::cpu, cpuOf(100.75, 900.25));
        pair.after(&Readings::processes, ProcessTable{{processOf(1, 5, 10.25)}});
        QCOMPARE(*pair.rates().processes->unattributedCpuSeconds, 0.5);
        QCOMPARE(pair.rates().processes->cpuCount, 1.0);
    }

    void aGraphicsProcessorIsAsBusyAsItsBusiestPart() {
        const auto gpuOf = [](std::optional<double> first, std::optional<double> second) {
            Gpu gpu;
            gpu.identity = "0000:00:02.0";
            gpu.idleResidencySeconds = first;
            if (second) gpu.parts = {{"gt0", 0.0, first}, {"gt1", 1e9, second}};
            return gpu;
        };
        const auto busy = [](const Gpu& before, const Gpu& now) -> std::optional<double> {
            Pair pair;
            pair.before(&Readings::gpus, Gpus{{before}});
            pair.clock.advance(2s);
            pair.after(&Readings::gpus, Gpus{{now}});
            const auto rates = *pair.rates().gpus;
            return rates.empty() ? std::nullopt : std::optional(rates[0].busyRatio);
        };
        QCOMPARE(busy(gpuOf(10, {}), gpuOf(11.5, {})), std::optional(0.25));
        // Video is played, and nothing is drawn.
        QCOMPARE(busy(gpuOf(10, 5), gpuOf(12, 5.5)), std::optional(0.75));
        // A part that was reset or cannot be read may be the busiest.
        QCOMPARE(busy(gpuOf(10, 5), gpuOf(11, 0)), std::nullopt);
        QCOMPARE(busy(gpuOf({}, 5), gpuOf({}, 6)), std::nullopt);
        QCOMPARE(busy(gpuOf({}, 5), gpuOf({}, 0)), std::nullopt);
        // Only one of them was known before.
        QCOMPARE(busy(gpuOf(10, {}), gpuOf(11, 6)), std::nullopt);
    }

    void energyWrapsOnceAtItsRange_data() {
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("now");
        QTest::addColumn<double>("watts");  // below 0: none
        QTest::newRow("rises") << 100.0 << 120.0 << 20.0;
        QTest::newRow("wraps") << 262'140.0 << 10.0 << 13.0;
        QTest::newRow("reset, not wrapped") << 1000.0 << 0.0 << -1.0;
    }
    void energyWrapsOnceAtItsRange() {
        QFETCH(double, before);
        QFETCH(double, now);
        QFETCH(double, watts);
        const auto power = [](double joules) {
            Power reading;
            reading.energy.push_back({"package-0", "intel-rapl:0", joules, 262'143});
            return reading;
        };
        Pair pair;
        pair.before(&Readings::power, power(before));
        pair.clock.advance(1s);
        pair.after(&Readings::power, power(now));
        const auto energy = *pair.rates().energy;
        QCOMPARE(energy.empty(), watts < 0);
        if (watts >= 0) QCOMPARE(energy[0].watts, watts);
    }

    void nothingAcrossADiscontinuity_data() {
        QTest::addColumn<int>("what");
        QTest::newRow("sleep") << 0;
        QTest::newRow("clock set forward") << 1;
        QTest::newRow("clock set back") << 2;
        QTest::newRow("reboot") << 3;
    }
    void nothingAcrossADiscontinuity() {
        QFETCH(int, what);
        Pair pair;
        pair.before(&Readings::network, Network{{interfaceOf(2, 1)}});
        pair.clock.advance(1s);
        if (what == 0) pair.clock.sleep(1h);
        if (what == 1) pair.clock.step(1h);
        if (what == 2) pair.clock.step(-1h);
        if (what == 3) pair.clock.instant.monotonic = pair.clock.instant.boot = 10s;
        pair.after(&Readings::network, Network{{interfaceOf(2, 100)}});
        QVERIFY(!pair.rates().network);
    }

    void slowSectionSeesASleepThatLiesFramesBack() {
        Pair pair;
        pair.before(&Readings::network, Network{{interfaceOf(2, 1)}});
        pair.clock.sleep(1h);
        pair.clock.advance(4s);
        pair.before_.takenAt =
            pair.clock.now();  // an ordinary Frame after the sleep, which kept the old reading
        pair.clock.advance(1s);
        pair.after(&Readings::network, Network{{interfaceOf(2, 100)}});
        QVERIFY(!pair.rates().network);
    }

    void sectionNotReadSinceKeepsItsRates() {
        Pair pair;
        pair.before(&Readings::network, Network{{interfaceOf(2, 1)}});
        pair.before_.rates.network = std::vector<NetworkRates>{{"eth0", 42, 0, 0, 0, 0, 0}};
        pair.after_.network = pair.before_.readings.network;
        pair.clock.advance(1s);
        QCOMPARE(pair.rates().network->at(0).receivedBytesPerSecond, 42.0);
    }

    void sectionThatBecameUnknownHasNoRates() {
        Pair pair;
        pair.before(&Readings::network, Network{{interfaceOf(2, 1)}});
        pair.before_.rates.network = std::vector<NetworkRates>{{"eth0", 42, 0, 0, 0, 0, 0}};
        pair.clock.advance(1s);
        pair.after_.network = failed("gone");
        QVERIFY(!pair.rates().network);
    }

    void ownCostOfTwoProcessesHasNoRate() {
        const auto cost = [](double cpuSeconds, double startedAt) {
            SelfCost self;
            self.cpuSeconds = cpuSeconds;
            self.writtenBytes = cpuSeconds * 1000;
            self.startedAtSeconds = startedAt;
            return self;
        };
        for (const bool isSame : {true, false}) {
            Pair pair;
            pair.before(&Readings::self, cost(10, 1'700'000'000));
            pair.clock.advance(1s);
            pair.after(&Readings::self, cost(10.5, isSame ? 1'700'000'000 : 1'700'000'100));
            QCOMPARE(pair.rates().selfCpuRatio, isSame ? std::optional(0.5) : std::nullopt);
            QCOMPARE(pair.rates().selfWrittenBytesPerSecond, isSame ? std::optional(500.0) : std::nullopt);
        }
    }

    void namedRatesLeaveGaugesAndResetCountersOut() {
        const auto counters = [](double faults, double free, double reset) {
            return VirtualMemory{{std::make_shared<const std::vector<std::string>>(
                                      std::vector<std::string>{"pgfault", "nr_free_pages", "pswpin"}),
                                  {faults, free, reset}}};
        };
        Pair pair;
        pair.before(&Readings::virtualMemory, counters(10, 10, 10));
        pair.clock.advance(2s);
        pair.after(&Readings::virtualMemory, counters(30, 20, 0));
        const NamedValues rates = *pair.rates().virtualMemory;
        QCOMPARE(rates.find("pgfault").value(), 10.0);
        QVERIFY(!rates.find("nr_free_pages"));
        QVERIFY(!rates.find("pswpin"));
        QCOMPARE(rates.values.size(), rates.names->size());
    }
};

BARO_TEST(RatesTest)
#include "RatesTest.moc"
