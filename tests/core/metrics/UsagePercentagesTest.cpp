#include <QtTest>
#include <map>
#include <memory>

#include "core/metrics/MetricCatalog.h"
#include "tests/support/TestMain.h"

using namespace baro;

namespace {

// By label values joined with blanks.
class Samples final : public SampleSink {
  public:
    Samples(std::string_view name, const Frame& frame) {
        const Metric* metric = findMetric(name);
        if (metric != nullptr) tell(*metric, frame, *this);
    }
    void add(std::span<const std::string_view> labelValues, double value) override {
        std::string key;
        for (const std::string_view label : labelValues)
            key.append(key.empty() ? "" : " ").append(label);
        values[key] = value;
    }
    std::map<std::string, double> values;
};

using Expected = std::map<std::string, double>;

}  // namespace

class UsagePercentagesTest : public QObject {
    Q_OBJECT

  private slots:
    void cpuModesAddUpToAHundred() {
        Frame frame;
        CpuShares shares;
        shares.user = 0.25;
        shares.guest = 0.125;
        shares.system = 0.125;
        shares.idle = 0.5;
        frame.rates.cpu = CpuRates{{}, {{0, shares}, {3, std::nullopt}}};
        const Samples samples("node_cpu_usage_percent", frame);
        QCOMPARE(samples.values.size(), 8u);
        QCOMPARE(samples.values.at("0 user"), 37.5);
        QCOMPARE(samples.values.at("0 idle"), 50.0);
        double sum = 0;
        for (const auto& [key, value] : samples.values)
            sum += value;
        QCOMPARE(sum, 100.0);
    }

    void memoryCountsWhatCannotBeGivenBack() {
        Memory memory;
        memory.meminfo.names = std::make_shared<const std::vector<std::string>>(
            std::vector<std::string>{"MemTotal", "MemFree", "MemAvailable"});
        memory.meminfo.values = {1000, 100, 750};
        Frame frame;
        frame.readings.memory = Section<Memory>(std::move(memory), {});
        QCOMPARE(Samples("node_memory_usage_percent", frame).values, (Expected{{"", 25.0}}));
    }

    void filesystemsAreFullAsDfSays() {
        Filesystem disk;
        disk.device = "/dev/sda1";
        disk.mountPoint = "/";
        disk.type = "ext4";
        disk.space = FilesystemSpace{.sizeBytes = 1000, .freeBytes = 400, .availableBytes = 200};
        Filesystem silent = disk;
        silent.mountPoint = "/mnt";
        silent.space.reset();
        Frame frame;
        frame.readings.filesystems = Section<Filesystems>(Filesystems{{disk, silent}}, {});
        QCOMPARE(Samples("node_filesystem_usage_percent", frame).values,
                 (Expected{{"/dev/sda1 ext4 /", 75.0}}));
    }

    void diskBytesHaveTheirOtherNames() {
        Disk disk;
        disk.name = "sda";
        disk.counters.readBytes = 512;
        disk.counters.writtenBytes = 1024;
        disk.facts = std::make_shared<const DiskFacts>();
        Frame frame;
        frame.readings.disks = Section<Disks>(Disks{{disk}}, {});
        QCOMPARE(Samples("node_disk_io_read_bytes_total", frame).values, (Expected{{"sda", 512.0}}));
        QCOMPARE(Samples("node_disk_io_write_bytes_total", frame).values, (Expected{{"sda", 1024.0}}));
    }

    void applicationsAndTheRest() {
        Applications applications;
        applications.busiest.push_back({"editor", 5, 10.0, std::nullopt, 7000.0, 80.0, 300, 2});
        applications.others = {"other", 1, std::nullopt, std::nullopt, std::nullopt, std::nullopt, 100, 1};
        Frame frame;
        frame.applications = std::make_shared<const Applications>(applications);
        QCOMPARE(Samples("barograph_application_cpu_seconds_total", frame).values,
                 (Expected{{"editor", 5.0}, {"other", 1.0}}));
        QCOMPARE(Samples("barograph_application_read_bytes_total", frame).values,
                 (Expected{{"editor", 10.0}}));
        QVERIFY(Samples("barograph_application_written_bytes_total", frame).values.empty());
        QCOMPARE(Samples("barograph_application_network_receive_bytes_total", frame).values,
                 (Expected{{"editor", 7000.0}}));
        QCOMPARE(Samples("barograph_application_network_transmit_bytes_total", frame).values,
                 (Expected{{"editor", 80.0}}));
        QCOMPARE(Samples("barograph_application_processes", frame).values,
                 (Expected{{"editor", 2.0}, {"other", 1.0}}));
        QCOMPARE(Samples("barograph_application_resident_bytes", frame).values,
                 (Expected{{"editor", 300.0}, {"other", 100.0}}));
    }
};

BARO_TEST(UsagePercentagesTest)
#include "UsagePercentagesTest.moc"
