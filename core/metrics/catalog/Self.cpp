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

}  // namespace

Rows selfMetrics() {
    using enum MetricKind;
    using C = SelfCost;
    return together(
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
