// What PromQL costs over the in-memory head, in figures to compare with the targets in brackets. Wants an
// optimised build and a quiet machine; each figure of time is the median of its rounds.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "core/promql/Engine.h"
#include "core/promql/Parser.h"
#include "core/series/Head.h"

namespace {

using namespace baro;
using namespace baro::promql;

constexpr std::int64_t second = 1000;
constexpr std::int64_t hour = 3600 * second;
constexpr std::int64_t start = 1'700'000'000 * second;

double processorSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <class Body>
double medianMilliseconds(int rounds, Body body) {
    std::vector<double> taken;
    for (int round = 0; round < rounds; ++round) {
        const double begin = processorSeconds();
        body();
        taken.push_back((processorSeconds() - begin) * 1e3);
    }
    std::ranges::sort(taken);
    return taken[taken.size() / 2];
}

struct Metric {
    std::string name;
    std::string label;
    int series = 0;
};

// What a workstation tells: 500 series of counters and gauges.
const std::vector<Metric> metrics = {
    {"node_disk_read_bytes_total", "device", 6},
    {"node_disk_written_bytes_total", "device", 6},
    {"node_disk_reads_completed_total", "device", 6},
    {"node_disk_io_time_seconds_total", "device", 6},
    {"node_network_receive_bytes_total", "device", 8},
    {"node_network_transmit_bytes_total", "device", 8},
    {"node_network_receive_errs_total", "device", 8},
    {"node_filesystem_avail_bytes", "mountpoint", 12},
    {"node_filesystem_size_bytes", "mountpoint", 12},
    {"node_hwmon_temp_celsius", "sensor", 24},
    {"node_cpu_scaling_frequency_hertz", "cpu", 16},
    {"node_interrupts_total", "type", 100},
    {"node_memory_MemAvailable_bytes", "", 1},
    {"node_memory_MemTotal_bytes", "", 1},
    {"node_load1", "", 1},
    {"node_context_switches_total", "", 1},
    {"node_vmstat", "field", 156},
};

class Machine {
  public:
    explicit Machine(Head& head) : head_(head) {
        for (const char* mode : {"idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"}) {
            for (int cpu = 0; cpu < 16; ++cpu)
                add({{"__name__", "node_cpu_seconds_total"}, {"cpu", std::to_string(cpu)}, {"mode", mode}});
        }
        for (const Metric& metric : metrics) {
            for (int i = 0; i < metric.series; ++i)
                add({{"__name__", metric.name},
                     {metric.label, metric.label.empty() ? "" : std::to_string(i)}});
        }
    }

    std::size_t series() const { return entries_.size(); }
    void run() {
        for (std::int64_t time = start; time <= start + hour; time += second) {
            for (std::size_t i = 0; i < entries_.size(); ++i)
                entries_[i].value +=
                    static_cast<double>((static_cast<std::size_t>(time) / 1000 + i) % 7) * 0.01;
            head_.append(time, entries_);
        }
    }

  private:
    void add(std::vector<std::pair<std::string, std::string>> labels) {
        labels.emplace_back("instance", "workstation:9100");
        labels.emplace_back("job", "node");
        entries_.push_back({head_.idOf(Labels(std::move(labels))), 0});
    }

    Head& head_;
    std::vector<Head::Entry> entries_;
};

// As pages ask them.
const std::vector<std::string> pageExpressions = {
    "sum by (mode) (rate(node_cpu_seconds_total[2s]))",
    "sum by (cpu) (rate(node_cpu_seconds_total{mode!=\"idle\"}[2s]))",
    "1 - avg(rate(node_cpu_seconds_total{mode=\"idle\"}[2s]))",
    "rate(node_disk_read_bytes_total[2s])",
    "rate(node_disk_written_bytes_total[2s])",
    "rate(node_disk_reads_completed_total[2s])",
    "rate(node_disk_io_time_seconds_total[2s])",
    "rate(node_network_receive_bytes_total{device!~\"lo|veth.*\"}[2s])",
    "rate(node_network_transmit_bytes_total{device!~\"lo|veth.*\"}[2s])",
    "rate(node_network_receive_errs_total[2s])",
    "1 - node_filesystem_avail_bytes / node_filesystem_size_bytes",
    "node_hwmon_temp_celsius",
    "max(node_hwmon_temp_celsius)",
    "node_cpu_scaling_frequency_hertz",
    "topk(5, rate(node_interrupts_total[2s]))",
    "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
    "node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes",
    "node_load1",
    "rate(node_context_switches_total[2s])",
    "rate(node_vmstat{field=\"7\"}[2s])",
};

ExpressionPtr parsed(const std::string& text) {
    const Parsed outcome = parse(text);
    if (outcome.ok()) return outcome.expression();
    std::fprintf(stderr, "%s: %s\n", text.c_str(), outcome.error().message.c_str());
    std::exit(1);
}

std::size_t valuesOf(const QueryOutcome& outcome) {
    if (!outcome.ok()) {
        std::fprintf(stderr, "%s\n", outcome.error().message.c_str());
        std::exit(1);
    }
    std::size_t values = 0;
    for (const StepSeries& series : outcome.result().series)
        values += series.values.size();
    return values;
}

}  // namespace

int main(int count, char** arguments) {
    Head head(2 * hour);
    Machine machine(head);
    machine.run();
    const Engine engine;
    std::size_t values = 0;

    std::vector<ExpressionPtr> page;
    for (int round = 0; round < 2; ++round) {
        for (const std::string& text : pageExpressions)
            page.push_back(parsed(text));
    }
    // The newest tick begins a block, so that ranges reach into a sealed one: the dearest case.
    const double instants = medianMilliseconds(50, [&] {
        values = 0;
        for (const ExpressionPtr& expression : page)
            values += valuesOf(engine.instant(*expression, head, start + hour));
    });
    std::printf("%zu expressions over %zu series      %8.3f ms  [2]  %zu values\n", page.size(),
                machine.series(), instants, values);

    const ExpressionPtr rate = parsed("rate(node_cpu_seconds_total{mode=\"user\"}[1m])");
    const double range = medianMilliseconds(20, [&] {
        values = valuesOf(engine.range(*rate, head, {start, start + hour, second}));
    });
    std::printf("rate of 16 series, 3,601 steps       %8.3f ms  [5]  %zu values\n", range, values);

    if (count > 1) {  // each expression alone
        for (std::size_t i = 0; i < pageExpressions.size(); ++i) {
            const double taken =
                medianMilliseconds(50, [&] { valuesOf(engine.instant(*page[i], head, start + hour)); });
            std::printf("%8.1f us  %s\n", taken * 1e3, arguments[1][0] ? pageExpressions[i].c_str() : "");
        }
    }
    return 0;
}
