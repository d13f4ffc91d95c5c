#include "core/hosts/HostFrame.h"

#include <QtTest>
#include <cmath>

#include "tests/core/hosts/HostSamples.h"
#include "tests/core/hosts/ToldMachine.h"
#include "tests/support/TestMain.h"

using namespace baro;
using namespace baro::test;

namespace {

// Metrics of what a host's Frame cannot have, and why (docs/hosts.md).
bool isOfTheMachineItself(std::string_view metric) {
    return metric == "barograph_cpu_unattributed_ratio" || metric == "barograph_processes" ||  // of processes
           metric.starts_with("barograph_collector_") || metric.starts_with("node_scrape_collector_") ||
           metric == "barograph_build_info";  // of this program's version, not that one's
}

bool isNear(double one, double other) {
    return one == other || std::abs(one - other) <= 1e-9 * std::abs(one);
}

// What was told and is not there, or otherwise: one line each.
QStringList differences(const std::map<std::string, double>& told,
                        const std::map<std::string, double>& there) {
    QStringList lines;
    for (const auto& [text, value] : told) {
        if (isOfTheMachineItself(std::string_view(text).substr(0, text.find('{')))) continue;
        const auto found = there.find(text);
        if (found == there.end() || !isNear(found->second, value))
            lines << QString::fromStdString(text) + " " + QString::number(value) + " became " +
                         (found == there.end() ? "nothing" : QString::number(found->second));
    }
    return lines;
}

std::vector<HostSample> officeAt(std::int64_t time) {
    return scrapeOfFile(BARO_FIXTURES "/hosts/node_exporter.prom", time);
}

constexpr std::int64_t start = 1'700'000'000'000;
constexpr std::int64_t step = 15'000;

std::string nameOf(const HostSample& sample) {
    return std::string(sample.labels->metric());
}

// The same scrape, with values of one metric moved.
std::vector<HostSample> moved(std::vector<HostSample> samples, const std::string& metric, double by) {
    for (HostSample& one : samples)
        if (nameOf(one) == metric) one.sample.value += by;
    return samples;
}

}  // namespace

class HostFrameTest : public QObject {
    Q_OBJECT

  private slots:
    // A Frame, told as metrics and read back, tells the same metrics: of every row of the catalog.
    void everyMetricComesBack() {
        DemoMachine machine;
        Frame first = demoFrame(machine);
        Frame second = demoFrame(machine);
        second.rates = deriveRates(first, second.readings, second.takenAt);
        const Frame before = frameFrom(Scraped(first, timeOf(first)).samples());
        const Scraped told(second, timeOf(second));
        const Frame after = frameFrom(told.samples(), &before);
        const QStringList wrong = differences(told.byText(), Scraped(after, timeOf(after)).byText());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    // Rows that pass on what a collector said are all read alike; of the others each is in the test above.
    void everyRowIsToldByTheTestAbove() {
        DemoMachine machine;
        const Frame before = demoFrame(machine);
        Frame frame = demoFrame(machine);
        frame.rates = deriveRates(before, frame.readings, frame.takenAt);
        std::set<std::string> told;
        const Scraped scraped(frame, 1);
        for (const HostSample& one : scraped.samples())
            told.insert(nameOf(one));
        QStringList untold;
        for (const Metric& metric : metricCatalog())
            if (metric.families == nullptr && !told.contains(std::string(metric.name)) &&
                !isOfTheMachineItself(metric.name))
                untold << QString::fromStdString(std::string(metric.name));
        QVERIFY2(untold.isEmpty(), qPrintable(untold.join('\n')));
    }

    void familiesComeBackAsTheyStand() {
        Frame frame;
        std::vector<HostSample> samples{hostSample("up", 1, start)};
        for (const Metric& metric : metricCatalog()) {
            if (metric.families == nullptr) continue;
            Pairs labels;
            for (const std::string_view label : metric.labels)
                labels.emplace_back(label, "of " + std::string(label));
            samples.push_back(hostSample(std::string(metric.name), 3, start, labels));
        }
        const Scraped again(frameFrom(samples), start);
        std::map<std::string, double> told;
        for (const HostSample& one : samples)
            told[toString(*one.labels)] = one.sample.value;
        const QStringList wrong = differences(told, again.byText());
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    void nodeExporterFillsThePages() {
        const Frame frame = frameFrom(officeAt(start));
        const Readings& readings = frame.readings;
        QCOMPARE(timeOf(frame), start);
        QCOMPARE(readings.cpu->cpus.size(), std::size_t{2});
        QCOMPARE(readings.cpu->cpus[1].times.userSeconds, 1308.59);
        QCOMPARE(readings.cpu->total.idleSeconds, 913.53 + 674.31);
        QCOMPARE(readings.cpuTopology->cores, 2);
        QVERIFY(readings.cpuTopology->model == "Example Processor 2 cores");
        QCOMPARE(*readings.cpuFrequencies->cpus[1].currentHertz, 1.8e9);
        QVERIFY(readings.cpuFrequencies->cpus[0].governor == "powersave");
        QCOMPARE(*readings.cpuFrequencies->cpus[0].coreThrottles, std::uint64_t{5});
        QCOMPARE(*readings.cpuFrequencies->cpus[1].packageThrottles, std::uint64_t{30});
        QCOMPARE(readings.load->fiveMinutes, 1.29);
        QCOMPARE(readings.load->tasks, std::uint64_t{90});
        QCOMPARE(readings.kernel->softirqs, (std::vector<double>{7, 199}));
        QCOMPARE(*readings.memory->meminfo.find("Active(anon)"),
                 *readings.memory->meminfo.find("Active(anon)"));
        QCOMPARE(memoryUse(*readings.memory)->available, 2.4670162944e10);
        QCOMPARE(*readings.sockets->protocols.find("Tcp_CurrEstab"), 2.0);
        QVERIFY(readings.host->name == "office");
        QVERIFY(readings.host->osName == "Debian GNU/Linux 12 (bookworm)");
        QVERIFY(readings.host->model == "Tower 10");
        QVERIFY(std::abs(*readings.host->uptimeSeconds - 2203.6) < 1);
        QVERIFY(readings.pressure->io->some->stalledSeconds > 0);
        QVERIFY(std::isnan(readings.pressure->io->some->average10Ratio));
    }

    void nodeExporterTellsOfStorage() {
        const Readings readings = frameFrom(officeAt(start)).readings;
        QCOMPARE(readings.disks->disks.size(), std::size_t{2});
        const Disk& disk = readings.disks->disks[1];
        QVERIFY(disk.name == "sda");
        QCOMPARE(disk.counters.busySeconds, 72.284);
        QCOMPARE(*disk.counters.discardedBytes, 5.094944e6 * 512);
        QVERIFY(disk.facts->transport == "sata");
        QVERIFY(disk.facts->serial == "EX0001");
        QCOMPARE(disk.facts->mountPoints, (std::vector<std::string>{"/", "/var/bind"}));
        QCOMPARE(readings.disks->disks[0].facts->mountPoints, (std::vector<std::string>{"/srv"}));

        // Without /run, which nobody fills, and the second mount of sda1.
        const auto& list = readings.filesystems->filesystems;
        QCOMPARE(list.size(), std::size_t{4});
        QVERIFY(list[0].mountPoint == "/" && list[0].space->availableBytes == 1.5e10);
        QVERIFY(list[1].mountPoint == "/mnt/backup" && !list[1].space && list[1].network);
        QVERIFY(list[1].problem == "office could not ask it");
        QVERIFY(list[2].mountPoint == "/srv" && list[2].readOnly);
        QVERIFY(list[3].mountPoint == "/tmp");
    }

    void nodeExporterTellsOfHardware() {
        const Readings readings = frameFrom(officeAt(start)).readings;
        const auto& sensors = readings.sensors->sensors;
        QCOMPARE(sensors.size(), std::size_t{4});
        QVERIFY(sensors[0].chip == "coretemp" && sensors[0].label == "Package id 0");
        QCOMPARE(*sensors[0].value, 55.0);
        QCOMPARE(*sensors[0].critical, 100.0);
        QCOMPARE(*sensors[0].alarm, false);
        QVERIFY(sensors[2].kind == SensorKind::Fan && *sensors[2].low == 300);
        const Battery& battery = readings.power->batteries.at(0);
        QVERIFY(battery.name == "BAT0" && battery.status == "Discharging" && *battery.cycles == 12);
        QCOMPARE(*battery.chargeRatio, 0.81);
        QCOMPARE(*battery.healthRatio, 0.9);
        QCOMPARE(*battery.powerWatts, 6.0);
        QCOMPARE(*battery.energyJoules, 36.5 * 3600);
        QCOMPARE(readings.power->mains.at(0).online, false);
        QVERIFY(readings.power->energy.at(0).name == "package-0");
        QVERIFY(readings.power->energy.at(0).identity == "intel-rapl:0");
        const auto& interfaces = readings.network->interfaces;
        QCOMPARE(interfaces.size(), std::size_t{1});  // node_exporter does not count for lo
        QVERIFY(interfaces[0].facts->macAddress == "02:00:5e:10:00:01");
        QCOMPARE(*interfaces[0].facts->speedBitsPerSecond, 1e9);
        QCOMPARE(*interfaces[0].facts->mtuBytes, std::uint64_t{1400});
    }

    void whatIsNotToldHasAReason() {
        const Frame frame = frameFrom(officeAt(start));
        QVERIFY(!frame.readings.processes);
        QVERIFY(frame.readings.processes.reason() ==
                absent("what is scraped of office has no processes: only Barograph tells of them"));
        QVERIFY(frame.readings.gpus.reason() == absent("office tells nothing of graphics processors"));
        QVERIFY(!frame.readings.self);  // process_* are node_exporter's own
        QVERIFY(frame.applications == nullptr);
    }

    void missingCountersAreUnknown() {
        std::vector<HostSample> samples = officeAt(start);
        std::erase_if(samples, [](const HostSample& one) {
            return nameOf(one) == "node_forks_total" || nameOf(one) == "node_disk_io_time_seconds_total";
        });
        const Frame before = frameFrom(samples);
        QVERIFY(std::isnan(before.readings.kernel->forks));
        for (HostSample& one : samples)
            one.sample.timeMilliseconds += step;
        const Frame after = frameFrom(samples, &before);
        QVERIFY(!after.rates.kernel);
        QVERIFY(after.rates.disks->empty());
        QVERIFY(after.rates.network->size() == 1);
    }

    void ratesAreOverTheTrueDistance_data() {
        QTest::addColumn<qint64>("distance");
        QTest::newRow("every scrape") << qint64(step);
        QTest::newRow("one that nobody asked for in between") << qint64(2 * step);
        QTest::newRow("the longest") << qint64(300'000);
    }
    void ratesAreOverTheTrueDistance() {
        QFETCH(qint64, distance);
        const Frame before = frameFrom(officeAt(start));
        const Frame after =
            frameFrom(moved(officeAt(start + distance), "node_network_receive_bytes_total", 3e6), &before);
        QVERIFY(after.discontinuity == Discontinuity::None);
        QCOMPARE(after.rates.network->at(0).receivedBytesPerSecond, 3e9 / double(distance));
        QCOMPARE(after.rates.kernel->forksPerSecond, 0.0);
        QCOMPARE(after.sequence, before.sequence + 1);
    }

    void askedTwiceBetweenTwoScrapesNothingChanges() {
        const Frame first = frameFrom(officeAt(start));
        const Frame second =
            frameFrom(moved(officeAt(start + step), "node_network_receive_bytes_total", 1500), &first);
        const Frame again =
            frameFrom(moved(officeAt(start + step), "node_network_receive_bytes_total", 1500), &second);
        QCOMPARE(second.rates.network->at(0).receivedBytesPerSecond, 100.0);
        QCOMPARE(again.rates.network->at(0).receivedBytesPerSecond, 100.0);
    }

    void applicationsHaveRatesOfTheFrameTheyAreIn() {
        const auto at = [](std::int64_t time, double seconds) {
            return std::vector<HostSample>{hostSample("up", 1, time),
                                           hostSample("barograph_application_cpu_seconds_total", seconds,
                                                      time, {{"application", "browser"}}),
                                           hostSample("barograph_application_cpu_seconds_total", 2 * seconds,
                                                      time, {{"application", "other"}})};
        };
        const Frame first = frameFrom(at(0, 10));
        QVERIFY(first.applicationRates != nullptr && !first.applicationRates->front().cpuSeconds);
        const Frame second = frameFrom(at(15'000, 40), &first);
        QCOMPARE(second.applicationRates->size(), 2U);
        QCOMPARE(*second.applicationRates->front().cpuSeconds, 2.0);
        QCOMPARE(*second.applicationRates->back().cpuSeconds, 4.0);
        QVERIFY(frameFrom({hostSample("up", 1, 0)}).applicationRates == nullptr);
    }

    void noRatesAcrossABreak_data() {
        QTest::addColumn<qint64>("distance");
        QTest::addColumn<double>("bootedLater");
        QTest::addColumn<int>("why");
        QTest::newRow("too long ago") << qint64(300'001) << 0.0 << int(Discontinuity::FirstFrame);
        QTest::newRow("back in time") << qint64(-step) << 0.0 << int(Discontinuity::ClockStepped);
        QTest::newRow("rebooted") << qint64(step) << 2190.0 << int(Discontinuity::Rebooted);
    }
    void noRatesAcrossABreak() {
        QFETCH(qint64, distance);
        QFETCH(double, bootedLater);
        QFETCH(int, why);
        const Frame before = frameFrom(officeAt(start));
        auto samples = moved(officeAt(start + distance), "node_boot_time_seconds", bootedLater);
        const Frame after = frameFrom(moved(samples, "node_time_seconds", double(distance) / 1000), &before);
        QCOMPARE(int(after.discontinuity), why);
        QVERIFY(!after.rates.cpu && !after.rates.network && !after.rates.disks);
    }

    // Linux works out the boot time from the clock: it moves with it.
    void aClockThatIsSetIsNoReboot() {
        const Frame before = frameFrom(officeAt(start));
        const double by = 3600 + step / 1000;
        const auto later = moved(officeAt(start + step), "node_time_seconds", by);
        const Frame after = frameFrom(moved(later, "node_boot_time_seconds", 3600), &before);
        QVERIFY(after.discontinuity == Discontinuity::None);
        QVERIFY(after.rates.network.has_value());
    }

    void aClockThatIsWrongMovesNothing() {
        const Frame before = frameFrom(
            moved(moved(officeAt(start), "node_time_seconds", -1e9), "node_boot_time_seconds", -1e9));
        QCOMPARE(timeOf(before), start);
        QVERIFY(std::abs(*before.readings.host->uptimeSeconds - 2203.6) < 1);
    }

    void countersThatWentBackHaveNoRate() {
        const Frame before = frameFrom(officeAt(start));
        const Frame after =
            frameFrom(moved(officeAt(start + step), "node_network_receive_bytes_total", -1), &before);
        QVERIFY(after.rates.network->empty());
        QVERIFY(after.rates.disks->size() == 2);
    }

    // A failed scrape leaves `up` at 0 and nothing else; what was there before has ended.
    void aHostThatIsDownTellsNothing() {
        const Frame before = frameFrom(officeAt(start));
        std::vector<HostSample> samples = officeAt(start);
        samples.front() = hostSample("up", 0, start + step);
        const Frame down = frameFrom(samples, &before);
        QCOMPARE(timeOf(down), start + step);
        QVERIFY(down.readings.cpu.reason() == failed("office could not be reached when it was asked last"));
        QVERIFY(!down.rates.cpu && !down.readings.processes && !down.readings.disks);
        const Frame back = frameFrom(officeAt(start + 2 * step), &down);
        QVERIFY(back.readings.cpu && !back.rates.cpu);
        QVERIFY(frameFrom(officeAt(start + 3 * step), &back).rates.network);
    }

    void whatTheLastScrapeDidNotBringHasEnded() {
        std::vector<HostSample> samples = officeAt(start + step);
        for (HostSample& one : samples)
            if (one.labels->value("device") == "dm-0") one.sample.timeMilliseconds = start;
        const Frame frame = frameFrom(samples);
        QCOMPARE(frame.readings.disks->disks.size(), std::size_t{1});
        QVERIFY(frame.readings.disks.takenAt() == frame.takenAt);
    }

    // Without `up`: counters are as old as their last reading, and the clocks of metrics differ.
    void aHostThatSendsByItself() {
        std::vector<HostSample> samples = officeAt(start);
        samples.erase(samples.begin());
        for (HostSample& one : samples) {
            if (nameOf(one).starts_with("node_filesystem_")) one.sample.timeMilliseconds -= 60'000;
            if (nameOf(one).starts_with("node_hwmon_")) one.sample.timeMilliseconds -= 100'000;
            if (nameOf(one).starts_with("node_disk_") && one.labels->value("device") == "dm-0")
                one.sample.timeMilliseconds -= 2'000;
        }
        const Frame frame = frameFrom(samples);
        QCOMPARE(timeOf(frame), start);
        QVERIFY(frame.readings.filesystems);
        QVERIFY(frame.readings.filesystems.takenAt() == instantOf(start - 60'000));
        QCOMPARE(frame.readings.disks->disks.size(), std::size_t{1});
        QVERIFY(!frame.readings.sensors);
    }

    void absurdSamplesAreLeftOut() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<HostSample> samples{
            hostSample("up", 1, start),
            hostSample("node_load1", nan, start),
            hostSample("node_load5", 2, start),
            hostSample("node_procs_running", -5, start),
            hostSample("node_cpu_seconds_total", 1, start, {{"cpu", "4294967295"}, {"mode", "idle"}}),
            hostSample("node_cpu_seconds_total", 1, start, {{"cpu", "-1"}, {"mode", "idle"}}),
            hostSample("node_cpu_seconds_total", 1, start, {{"mode", "idle"}}),
            hostSample("node_network_iface_id", 1e300, start, {{"device", "eth0"}}),
            hostSample("node_network_receive_bytes_total", 1, start, {{"device", "eth0"}}),
            hostSample("node_memory_MemTotal_bytes", std::numeric_limits<double>::infinity(), start),
            hostSample("node_load15", 1, std::numeric_limits<std::int64_t>::min()),
        };
        const Frame frame = frameFrom(samples);
        QVERIFY(!frame.readings.cpu && !frame.readings.memory && !frame.readings.kernel);
        QVERIFY(std::isnan(frame.readings.load->oneMinute) &&
                std::isnan(frame.readings.load->fifteenMinutes));
        QCOMPARE(frame.readings.load->fiveMinutes, 2.0);
        QCOMPARE(frame.readings.network->interfaces.at(0).index, 0);
    }

    void nothingAtAllIsAFrameToo() {
        const Frame frame = frameFrom({});
        QVERIFY(frame.readings.cpu.reason() == absent("office tells nothing of its processors' time"));
        QCOMPARE(timeOf(frame), 0LL);
    }
};

BARO_TEST(HostFrameTest)
#include "HostFrameTest.moc"
