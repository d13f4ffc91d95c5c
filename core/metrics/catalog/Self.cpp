#include <algorithm>

#include "core/base/Version.h"
#include "core/metrics/ExposedCollectors.h"
#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

template <auto Field>
void addCost(const Frame& frame, SampleSink& sink) {
    if (frame.readings.self) {
        addKnown(sink, {}, std::optional<double>(frame.readings.self.shared().get()->*Field));
    }
}

template <class Value>
void addOfEachCollector(const Frame& frame, SampleSink& sink, Value value) {
    for (const CollectorHealth& health : frame.health) {
        if (health.state != CollectorHealth::State::Pending) sink.add({health.name}, value(health));
    }
}

void addDurations(const Frame& frame, SampleSink& sink) {
    addOfEachCollector(frame, sink, [](const CollectorHealth& health) { return seconds(health.duration); });
}

void addSpent(const Frame& frame, SampleSink& sink) {
    addOfEachCollector(frame, sink, [](const CollectorHealth& health) { return health.secondsSpent; });
}

void addSuccess(const Frame& frame, SampleSink& sink) {
    addOfEachCollector(frame, sink, [](const CollectorHealth& health) {
        return health.state == CollectorHealth::State::Ok ? 1 : 0;
    });
}

void addFailures(const Frame& frame, SampleSink& sink) {
    addOfEachCollector(frame, sink,
                       [](const CollectorHealth& health) { return static_cast<double>(health.failures); });
}

// node_exporter's words for what was read; of one that is switched off there is no health.
template <class Value>
void addOfEachExposed(const Frame& frame, SampleSink& sink, Value value) {
    for (const ExposedCollector& collector : exposedCollectors()) {
        const auto health = std::ranges::find(frame.health, collector.source(), &CollectorHealth::name);
        if (health != frame.health.end() && health->state != CollectorHealth::State::Pending)
            sink.add({collector.name}, value(*health));
    }
}

void addScrapeDurations(const Frame& frame, SampleSink& sink) {
    addOfEachExposed(frame, sink, [](const CollectorHealth& health) { return seconds(health.duration); });
}

void addScrapeSuccess(const Frame& frame, SampleSink& sink) {
    addOfEachExposed(frame, sink, [](const CollectorHealth& health) {
        return health.state == CollectorHealth::State::Ok ? 1 : 0;
    });
}

void addBuild(const Frame& frame, SampleSink& sink) {
    if (frame.readings.self) sink.add({programVersion()}, 1);
}

// https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics
Rows processRows() {
    using enum MetricKind;
    using C = SelfCost;
    return readFrom<&Readings::self>({
        {"process_cpu_seconds_total",
         "Total user and system CPU time spent in seconds",
         Unit::Seconds,
         Counter,
         {},
         addCost<&C::cpuSeconds>},
        {"process_max_fds",
         "Maximum number of open file descriptors",
         Unit::None,
         Gauge,
         {},
         addCost<&C::mostDescriptors>},
        {"process_open_fds",
         "Number of open file descriptors",
         Unit::None,
         Gauge,
         {},
         addCost<&C::openDescriptors>},
        {"process_resident_memory_bytes",
         "Resident memory size in bytes",
         Unit::Bytes,
         Gauge,
         {},
         addCost<&C::residentBytes>},
        {"process_start_time_seconds",
         "Start time of the process since unix epoch in seconds",
         Unit::Timestamp,
         Gauge,
         {},
         addCost<&C::startedAtSeconds>},
        {"process_virtual_memory_max_bytes",
         "Maximum amount of virtual memory available in bytes",
         Unit::Bytes,
         Gauge,
         {},
         addCost<&C::mostVirtualBytes>},
        {"process_virtual_memory_bytes",
         "Virtual memory size in bytes",
         Unit::Bytes,
         Gauge,
         {},
         addCost<&C::virtualBytes>},
    });
}

}  // namespace

Rows selfMetrics() {
    using enum MetricKind;
    using C = SelfCost;
    return together(
        processRows(),
        readFrom<&Readings::self>({
            {"barograph_self_cpu_seconds_total",
             "Processor time that Barograph took",
             Unit::Seconds,
             Counter,
             {},
             addCost<&C::cpuSeconds>},
            {"barograph_self_resident_bytes",
             "Memory that Barograph occupies",
             Unit::Bytes,
             Gauge,
             {},
             addCost<&C::residentBytes>},
            {"barograph_self_open_descriptors",
             "Files and sockets that Barograph holds open",
             Unit::None,
             Gauge,
             {},
             addCost<&C::openDescriptors>},
            {"barograph_self_threads", "Threads of Barograph", Unit::None, Gauge, {}, addCost<&C::threads>},
            {"barograph_self_written_bytes_total",
             "Bytes that Barograph wrote to disk",
             Unit::Bytes,
             Counter,
             {},
             addCost<&C::writtenBytes>},
        }),
        Rows{
            {"barograph_build_info",
             "Barograph's version; the value is always 1",
             Unit::None,
             Gauge,
             {"version"},
             addBuild},
            {"node_scrape_collector_duration_seconds",
             "How long the last reading for this collector took",
             Unit::Seconds,
             Gauge,
             {"collector"},
             addScrapeDurations},
            {"node_scrape_collector_success",
             "1 when the last reading for this collector succeeded",
             Unit::None,
             Gauge,
             {"collector"},
             addScrapeSuccess},
            {"barograph_collector_duration_seconds",
             "How long the last reading took",
             Unit::Seconds,
             Gauge,
             {"collector"},
             addDurations},
            {"barograph_collector_seconds_total",
             "Time that all readings took",
             Unit::Seconds,
             Counter,
             {"collector"},
             addSpent},
            {"barograph_collector_success",
             "1 when the last reading succeeded",
             Unit::None,
             Gauge,
             {"collector"},
             addSuccess},
            {"barograph_collector_failures_total",
             "Readings that failed",
             Unit::None,
             Counter,
             {"collector"},
             addFailures},
        });
}

}  // namespace baro::catalog
