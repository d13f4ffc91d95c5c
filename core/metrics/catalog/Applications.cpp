#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

template <auto Field>
void addOfEachApplication(const Frame& frame, SampleSink& sink) {
    if (!frame.applications) return;
    const auto add = [&sink](const ApplicationUse& use) {
        addKnown(sink, {use.application}, std::optional(use.*Field));
    };
    for (const ApplicationUse& use : frame.applications->busiest)
        add(use);
    add(frame.applications->others);
}

Metric applicationRow(std::string_view name, std::string_view help, Unit unit, MetricKind kind,
                      decltype(Metric::extract) extract) {
    return {name, help, unit, kind, {"application"}, extract};
}

}  // namespace

// The 20 busiest applications, and all others as one.
Rows applicationMetrics() {
    using enum MetricKind;
    using A = ApplicationUse;
    return together(
        readFrom<&Readings::processes>({
            applicationRow("barograph_application_cpu_seconds_total",
                           "Processor time that the application's processes took", Unit::Seconds, Counter,
                           addOfEachApplication<&A::cpuSeconds>),
            applicationRow("barograph_application_resident_bytes",
                           "Memory that its processes occupy; shared pages count for each", Unit::Bytes,
                           Gauge, addOfEachApplication<&A::residentBytes>),
            applicationRow("barograph_application_read_bytes_total",
                           "Bytes that its processes read from disk", Unit::Bytes, Counter,
                           addOfEachApplication<&A::readBytes>),
            applicationRow("barograph_application_written_bytes_total",
                           "Bytes that its processes wrote to disk", Unit::Bytes, Counter,
                           addOfEachApplication<&A::writtenBytes>),
            applicationRow("barograph_application_processes", "Its processes", Unit::None, Gauge,
                           addOfEachApplication<&A::processes>),
        }),
        readFrom<&Readings::socketTraffic>({
            applicationRow(
                "barograph_application_network_receive_bytes_total",
                "Bytes that its processes received over TCP; of processes whose sockets may be read, and "
                "without connections that opened and closed between two readings",
                Unit::Bytes, Counter, addOfEachApplication<&A::receivedBytes>),
            applicationRow("barograph_application_network_transmit_bytes_total",
                           "Bytes that its processes sent over TCP and the peer acknowledged; of processes "
                           "whose sockets "
                           "may be read, and without connections that opened and closed between two readings",
                           Unit::Bytes, Counter, addOfEachApplication<&A::sentBytes>),
        }));
}

}  // namespace baro::catalog
