#include "core/metrics/MetricCatalog.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/metrics/catalog/Catalog.h"

namespace baro {
namespace {

// Which of node_exporter's collectors has a metric of that name; the first that fits.
std::string_view collectorOf(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 22> prefixes{{
        {"node_boot_time", "stat"},
        {"node_context_switches", "stat"},
        {"node_cpu_frequency", "cpufreq"},
        {"node_cpu_scaling", "cpufreq"},
        {"node_cpu_usage", "barograph"},
        {"node_cpu_", "cpu"},
        {"node_disk_io_read_bytes", "barograph"},
        {"node_disk_io_write_bytes", "barograph"},
        {"node_disk_", "diskstats"},
        {"node_filesystem_usage", "barograph"},
        {"node_filesystem_", "filesystem"},
        {"node_forks", "stat"},
        {"node_intr_", "stat"},
        {"node_load", "loadavg"},
        {"node_network_receive_", "netdev"},
        {"node_network_transmit_", "netdev"},
        {"node_network_", "netclass"},
        {"node_pressure_", "pressure"},
        {"node_procs_", "stat"},
        {"node_softirqs_total", "stat"},
        {"node_uname_", "uname"},
        {"node_wifi_", "wifi"},
    }};
    for (const auto& [prefix, collector] : prefixes)
        if (name.starts_with(prefix)) return collector;
    return "barograph";
}

std::vector<Metric> allRows() {
    std::vector<Metric> rows;
    for (const auto subject : catalog::subjects)
        std::ranges::move(subject(), std::back_inserter(rows));
    for (Metric& row : rows)
        if (row.families == nullptr) row.collector = collectorOf(row.name);
    std::ranges::sort(rows, {}, &Metric::name);
    return rows;
}

// node_dmi_info has 20; a sample with more than these is left out rather than cut.
constexpr std::size_t mostLabels = 32;

// A Frame comes from a file or another program, too: there may be more values than the row has labels.
void tellFamily(const Metric& metric, const Family& family, SampleSink& sink) {
    std::array<std::string_view, mostLabels> values;
    const std::size_t most = std::min(mostLabels, metric.labels.size());
    for (const FamilySample& sample : family.samples) {
        if (sample.labelValues.size() > most) continue;
        std::ranges::copy(sample.labelValues, values.begin());
        sink.add(std::span<const std::string_view>(values.data(), sample.labelValues.size()), sample.value);
    }
}

}  // namespace

void tell(const Metric& metric, const Frame& frame, SampleSink& sink) {
    if (metric.families == nullptr) return metric.extract(frame, sink);
    const Section<Families>& section = frame.readings.families.*metric.families;
    if (!section) return;
    const auto found = std::ranges::find(section->families, metric.name, &Family::name);
    if (found != section->families.end()) tellFamily(metric, *found, sink);
}

std::span<const Metric> metricCatalog() {
    static const std::vector<Metric> rows = allRows();
    return rows;
}

const Metric* findMetric(std::string_view name) {
    const auto rows = metricCatalog();
    const auto found = std::ranges::lower_bound(rows, name, {}, &Metric::name);
    return found != rows.end() && found->name == name ? &*found : nullptr;
}

}  // namespace baro
