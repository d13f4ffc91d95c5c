// What it costs to show a host that a server knows, in figures to compare with the targets in brackets. Wants
// an optimised build; each figure is the median of its rounds.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "core/hosts/HostExpression.h"
#include "core/hosts/HostFrame.h"
#include "core/hosts/HostList.h"
#include "core/metrics/MetricCatalog.h"
#include "tests/support/DemoMachine.h"

namespace {

using namespace baro;

using Pairs = std::vector<std::pair<std::string, std::string>>;
constexpr std::size_t seriesCount = 3000;

// Of this thread, so that what else the machine does hardly matters.
double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <class Body>
double medianSeconds(int rounds, Body body) {
    std::vector<double> taken;
    for (int round = 0; round < rounds; ++round) {
        const double start = processorSeconds();
        body();
        taken.push_back(processorSeconds() - start);
    }
    std::ranges::sort(taken);
    return taken[taken.size() / 2];
}

// What the demo machine tells, and interfaces and disks beyond it until there are so many series.
class Told final : public SampleSink, public NamedSampleSink {
  public:
    explicit Told(std::int64_t time) : time_(time) {
        test::DemoMachine machine;
        machine.next();
        const FramePtr frame = machine.next();
        add("up", {}, 1);
        for (const Metric& metric : metricCatalog()) {
            metric_ = &metric;
            tell(metric, *frame, *this);
        }
        extractKernelNamed(*frame, *this);
        for (int number = 0; samples_.size() < seriesCount; ++number)
            addDevice(number);
        samples_.resize(seriesCount);
    }
    using SampleSink::add;
    void add(std::span<const std::string_view> values, double value) override {
        Pairs labels;
        for (std::size_t i = 0; i < values.size(); ++i)
            labels.emplace_back(metric_->labels[i], values[i]);
        add(metric_->name, std::move(labels), value);
    }
    void add(const KernelNamedMetric& metric, double value) override { add(metric.name, {}, value); }

    const std::vector<HostSample>& samples() const { return samples_; }

  private:
    void add(std::string_view name, Pairs labels, double value) {
        labels.emplace_back("__name__", name);
        labels.emplace_back("instance", "office:9100");
        labels.emplace_back("job", "node");
        samples_.push_back({std::make_shared<const Labels>(std::move(labels)), {time_, value}});
    }
    void addDevice(int number) {
        for (const Metric& metric : metricCatalog()) {
            const bool isNetwork = metric.name.starts_with("node_network_");
            if (!isNetwork && !metric.name.starts_with("node_disk_")) continue;
            const std::string device = (isNetwork ? "veth" : "vd") + std::to_string(number);
            Pairs labels;
            for (const std::string_view label : metric.labels)
                labels.emplace_back(label, label == "device" ? device : "x");
            add(metric.name, std::move(labels), number);
        }
    }

    std::int64_t time_;
    const Metric* metric_ = nullptr;
    std::vector<HostSample> samples_;
};

void measureFrames() {
    const Told before(1'700'000'000'000);
    const Told now(1'700'000'015'000);
    const Frame previous = frameOf(HostSeries(before.samples(), "office"), nullptr);
    std::size_t interfaces = 0;
    const double taken = medianSeconds(200, [&] {
        interfaces =
            frameOf(HostSeries(now.samples(), "office"), &previous).readings.network->interfaces.size();
    });
    std::printf("a Frame of %zu series          %8.3f ms   [5]  %zu interfaces\n", now.samples().size(),
                taken * 1e3, interfaces);
}

void measureExpressions() {
    const HostTarget target{"office:9100", "node", {}, false};
    std::size_t length = 0;
    const double taken = medianSeconds(200, [&] {
        length = expressionFor("max(barograph_sensor_temperature_celsius)", target, "1m")->size();
    });
    std::printf("the longest stand-in            %8.3f ms   [1]  %zu bytes\n", taken * 1e3, length);
}

void measureLists() {
    std::vector<HostSample> now;
    for (int number = 0; number < 10'000; ++number) {
        const std::string instance = "host" + std::to_string(number) + ":9100";
        for (const std::string_view name : {"up", "node_uname_info", "node_boot_time_seconds"}) {
            Pairs labels{{"__name__", std::string(name)}, {"instance", instance}, {"job", "node"}};
            if (name == "node_uname_info") labels.emplace_back("nodename", "host" + std::to_string(number));
            now.push_back({std::make_shared<const Labels>(std::move(labels)), {0, 1}});
        }
    }
    std::size_t count = 0;
    const double taken = medianSeconds(5, [&] { count = hostsIn(now, {}).size(); });
    std::printf("the list of %zu hosts         %8.3f ms   [200]\n", count, taken * 1e3);
}

}  // namespace

int main() {
    measureFrames();
    measureExpressions();
    measureLists();
}
