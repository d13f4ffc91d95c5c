#include <array>
#include <utility>

#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

using Of = PressureOfResource;

template <auto Resource, auto Line>
void addStalled(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.pressure) return;
    const auto& resource = frame.readings.pressure.shared().get()->*Resource;
    if (resource && *resource.*Line) sink.add({}, (*resource.*Line)->stalledSeconds);
}

void addAveragesOf(std::string_view resource, std::string_view kind, const std::optional<PressureLine>& line,
                   SampleSink& sink) {
    if (!line) return;
    sink.add({resource, kind, "10s"}, line->average10Ratio);
    sink.add({resource, kind, "60s"}, line->average60Ratio);
    sink.add({resource, kind, "300s"}, line->average300Ratio);
}

void addAverages(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.pressure) return;
    constexpr std::array<std::pair<std::string_view, std::optional<Of> Pressure::*>, 4> resources{
        {{"cpu", &Pressure::cpu},
         {"memory", &Pressure::memory},
         {"io", &Pressure::io},
         {"irq", &Pressure::irq}}};
    for (const auto& [name, member] : resources) {
        const std::optional<Of>& resource = (*frame.readings.pressure).*member;
        if (!resource) continue;
        addAveragesOf(name, "some", resource->some, sink);
        addAveragesOf(name, "full", resource->full, sink);
    }
}

}  // namespace

Rows pressureMetrics() {
    using enum MetricKind;
    return readFrom<&Readings::pressure>({
        {"node_pressure_cpu_waiting_seconds_total",
         "Time in which some task waited for a processor",
         Unit::Seconds,
         Counter,
         {},
         addStalled<&Pressure::cpu, &Of::some>},
        {"node_pressure_memory_waiting_seconds_total",
         "Time in which some task waited for memory",
         Unit::Seconds,
         Counter,
         {},
         addStalled<&Pressure::memory, &Of::some>},
        {"node_pressure_memory_stalled_seconds_total",
         "Time in which every task waited for memory",
         Unit::Seconds,
         Counter,
         {},
         addStalled<&Pressure::memory, &Of::full>},
        {"node_pressure_io_waiting_seconds_total",
         "Time in which some task waited for I/O",
         Unit::Seconds,
         Counter,
         {},
         addStalled<&Pressure::io, &Of::some>},
        {"node_pressure_io_stalled_seconds_total",
         "Time in which every task waited for I/O",
         Unit::Seconds,
         Counter,
         {},
         addStalled<&Pressure::io, &Of::full>},
        {"node_pressure_irq_stalled_seconds_total",
         "Time in which interrupts held up every task",
         Unit::Seconds,
         Counter,
         {},
         addStalled<&Pressure::irq, &Of::full>},
        {"barograph_pressure_average_ratio",
         "Share of the window in which some task, or every one (full), waited for a resource",
         Unit::Ratio,
         Gauge,
         {"resource", "kind", "window"},
         addAverages},
    });
}

}  // namespace baro::catalog
