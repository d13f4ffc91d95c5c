#include "core/metrics/MetricCatalog.h"

#include <QtTest>
#include <map>
#include <set>

#include "tests/support/TestMain.h"

using namespace baro;

namespace {

class NamedValuesSeen final : public NamedSampleSink {
  public:
    std::map<std::string, std::pair<MetricKind, double>> seen;
    void add(const KernelNamedMetric& metric, double value) override {
        seen[std::string(metric.name)] = {metric.kind, value};
    }
};

NamedValues named(const std::vector<std::string>& names) {
    return {std::make_shared<const std::vector<std::string>>(names), std::vector<double>(names.size(), 7)};
}

class SamplesSeen final : public SampleSink {
  public:
    std::vector<std::vector<std::string>> labels;
    using SampleSink::add;
    void add(std::span<const std::string_view> values, double) override {
        labels.emplace_back(values.begin(), values.end());
    }
};

}  // namespace

class MetricCatalogTest : public QObject {
    Q_OBJECT

  private slots:
    void namesAscendWithoutRepeats() {
        QVERIFY(metricCatalog().size() > 80);
        QVERIFY(std::ranges::is_sorted(metricCatalog(), std::less_equal<>{}, &Metric::name));
        QCOMPARE(std::ranges::adjacent_find(metricCatalog(), {}, &Metric::name), metricCatalog().end());
    }

    void everyRowIsWellFormed() {
        const QRegularExpression snakeCase("^(node|barograph|process)_[a-z0-9]+(_[a-z0-9]+)*$");
        for (const Metric& metric : metricCatalog()) {
            const auto name = QString::fromUtf8(metric.name.data(), qsizetype(metric.name.size()));
            QVERIFY2(snakeCase.match(name).hasMatch(), qPrintable(name));
            QVERIFY2(!metric.help.empty() && (metric.extract != nullptr) != (metric.families != nullptr),
                     qPrintable(name));
            QVERIFY2(name.endsWith("_total") == (metric.kind == MetricKind::Counter), qPrintable(name));
            QVERIFY2(std::ranges::is_permutation(metric.labels,
                                                 std::set(metric.labels.begin(), metric.labels.end())),
                     qPrintable(name));
        }
    }

    void unknownEmitsNothing() {
        SamplesSeen sink;
        for (const Metric& metric : metricCatalog())
            tell(metric, Frame{}, sink);
        NamedValuesSeen kernelNamed;
        extractKernelNamed(Frame{}, kernelNamed);
        QVERIFY(sink.labels.empty());
        QVERIFY(kernelNamed.seen.empty());
    }

    void countersSayWhenTheyWereRead() {
        for (const Metric& metric : metricCatalog()) {
            const bool isOfTheFrame = metric.name.starts_with("barograph_collector_");
            if (metric.kind == MetricKind::Counter)
                QVERIFY2((metric.readAt == nullptr) == isOfTheFrame, metric.name.data());
        }
    }

    void pressureAveragesOfEveryWindow() {
        Pressure pressure;
        pressure.irq = PressureOfResource{std::nullopt, PressureLine{0.1, 0.2, 0.3, 4}};
        Frame frame;
        frame.readings.pressure = Section<Pressure>(pressure, {});
        SamplesSeen sink;
        findMetric("barograph_pressure_average_ratio")->extract(frame, sink);
        QVERIFY(
            (sink.labels == std::vector<std::vector<std::string>>{
                                {"irq", "full", "10s"}, {"irq", "full", "60s"}, {"irq", "full", "300s"}}));
    }

    void sensorsHaveReadableNames() {
        Sensors sensors;
        Sensor sensor;
        sensor.identity = "platform:coretemp.0:temp1";
        sensor.chip = "coretemp";
        sensor.label = "Package id 0";
        sensor.value = 47;
        sensors.sensors.push_back(sensor);
        Frame frame;
        frame.readings.sensors = Section<Sensors>(sensors, {});
        SamplesSeen sink;
        findMetric("barograph_sensor_temperature_celsius")->extract(frame, sink);
        QVERIFY((sink.labels == std::vector<std::vector<std::string>>{
                                    {"coretemp", "Package id 0", "platform:coretemp.0:temp1"}}));
    }

    void throttlesAreToldOnceForTheThreadsOfACore() {
        CpuTopology topology;
        CpuFrequencies frequencies;
        for (int cpu = 0; cpu < 4; ++cpu) {
            topology.cpus.push_back({cpu, 0, cpu / 2, {}, CoreClass::Unknown});
            CpuFrequency frequency;
            frequency.cpu = cpu;
            frequency.coreThrottles = 3;
            frequency.packageThrottles = 7;
            frequencies.cpus.push_back(frequency);
        }
        Frame frame;
        frame.readings.cpuTopology = Section<CpuTopology>(std::move(topology), {});
        frame.readings.cpuFrequencies = Section<CpuFrequencies>(std::move(frequencies), {});
        SamplesSeen cores;
        tell(*findMetric("node_cpu_core_throttles_total"), frame, cores);
        QCOMPARE(cores.labels, (std::vector<std::vector<std::string>>{{"0", "0"}, {"1", "0"}}));
        SamplesSeen packages;
        tell(*findMetric("node_cpu_package_throttles_total"), frame, packages);
        QCOMPARE(packages.labels, (std::vector<std::vector<std::string>>{{"0"}}));
    }

    void softirqsAreNamedInTheKernelsOrder() {
        Frame frame;
        KernelActivity activity;
        activity.softirqs = {1, 2};
        frame.readings.kernel = Section<KernelActivity>(std::move(activity), {});
        SamplesSeen seen;
        tell(*findMetric("node_softirqs_total"), frame, seen);
        QCOMPARE(seen.labels, (std::vector<std::vector<std::string>>{{"hi"}, {"timer"}}));
    }

    void findsByName() {
        QVERIFY(findMetric("node_load1") != nullptr);
        QVERIFY(findMetric("node_load2") == nullptr);
    }

    void partitionsAreLeftOutAsNodeExporterDoes() {
        Disks disks;
        for (const auto& [name, parent] :
             std::vector<std::pair<std::string, std::string>>{{"sda", ""},
                                                              {"sda1", "sda"},
                                                              {"nvme0n1p1", "nvme0n1"},
                                                              {"mmcblk0p1", "mmcblk0"},
                                                              {"loop0", ""}}) {
            DiskFacts facts;
            facts.parent = parent;
            disks.disks.push_back({name, {}, 0, std::make_shared<const DiskFacts>(facts)});
        }
        Frame frame;
        frame.readings.disks = Section<Disks>(disks, {});
        SamplesSeen sink;
        findMetric("node_disk_io_now")->extract(frame, sink);
        QVERIFY((sink.labels == std::vector<std::vector<std::string>>{{"sda"}, {"mmcblk0p1"}}));
    }

    void kernelNamesBecomeMetricNames() {
        Frame frame;
        frame.readings.memory =
            Section<Memory>(Memory{named({"Active(anon)", "HugePages_Free"}), {}, {}}, {});
        frame.readings.virtualMemory =
            Section<VirtualMemory>(VirtualMemory{named({"pgfault", "nr_dirty"})}, {});
        frame.readings.sockets =
            Section<Sockets>(Sockets{named({"Tcp_CurrEstab", "Tcp_OutRsts"}), named({"TCP_inuse"})}, {});
        NamedValuesSeen sink;
        extractKernelNamed(frame, sink);
        QCOMPARE(sink.seen.size(), std::size_t{6});
        QVERIFY(sink.seen.contains("node_memory_Active_anon_bytes"));
        QVERIFY(sink.seen.contains("node_memory_HugePages_Free"));
        QVERIFY(sink.seen["node_vmstat_pgfault"].first == MetricKind::Untyped);
        QVERIFY(sink.seen["node_netstat_Tcp_OutRsts"].first == MetricKind::Untyped);
        QVERIFY(sink.seen.contains("node_sockstat_TCP_inuse"));
    }
};

BARO_TEST(MetricCatalogTest)
#include "MetricCatalogTest.moc"
