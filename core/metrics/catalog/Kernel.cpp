#include <utility>

#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

template <auto Field>
void addLoad(const Frame& frame, SampleSink& sink) {
    if (frame.readings.load) sink.add({}, frame.readings.load.shared().get()->*Field);
}

template <auto Field>
void addActivity(const Frame& frame, SampleSink& sink) {
    if (frame.readings.kernel)
        sink.add({}, static_cast<double>(frame.readings.kernel.shared().get()->*Field));
}

template <auto Resource, auto Line>
void addPressure(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.pressure) return;
    const auto& resource = frame.readings.pressure.shared().get()->*Resource;
    if (resource && *resource.*Line) sink.add({}, (*resource.*Line)->stalledSeconds);
}

void addUname(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.host) return;
    const Host& host = *frame.readings.host;
    sink.add({host.architecture, host.name, host.kernelRelease, host.kernelName, host.kernelVersion}, 1);
}

void addProcessCounts(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.processes) return;
    constexpr std::string_view states = "RSDZTtI";
    std::array<int, states.size()> counts{};
    for (const Process& process : frame.readings.processes->processes) {
        const auto index = states.find(process.state);
        if (index != std::string_view::npos) ++counts[index];
    }
    for (std::size_t i = 0; i < states.size(); ++i)
        sink.add({states.substr(i, 1)}, counts[i]);
}

}  // namespace

Rows kernelMetrics() {
    using enum MetricKind;
    using Of = PressureOfResource;
    return {
        {"node_load1",
         "Tasks that ran or waited, average of 1 minute",
         Unit::None,
         Gauge,
         {},
         addLoad<&Load::oneMinute>},
        {"node_load5",
         "Tasks that ran or waited, average of 5 minutes",
         Unit::None,
         Gauge,
         {},
         addLoad<&Load::fiveMinutes>},
        {"node_load15",
         "Tasks that ran or waited, average of 15 minutes",
         Unit::None,
         Gauge,
         {},
         addLoad<&Load::fifteenMinutes>},
        {"node_intr_total",
         "Interrupts served",
         Unit::None,
         Counter,
         {},
         addActivity<&KernelActivity::interrupts>},
        {"node_context_switches_total",
         "Switches from one task to another",
         Unit::None,
         Counter,
         {},
         addActivity<&KernelActivity::contextSwitches>},
        {"node_forks_total",
         "Processes and threads created",
         Unit::None,
         Counter,
         {},
         addActivity<&KernelActivity::forks>},
        {"node_boot_time_seconds",
         "When the system was started",
         Unit::Timestamp,
         Gauge,
         {},
         addActivity<&KernelActivity::bootTimeSeconds>},
        {"node_procs_running",
         "Tasks ready to run",
         Unit::None,
         Gauge,
         {},
         addActivity<&KernelActivity::running>},
        {"node_procs_blocked",
         "Tasks waiting for I/O",
         Unit::None,
         Gauge,
         {},
         addActivity<&KernelActivity::blocked>},
        {"node_pressure_cpu_waiting_seconds_total",
         "Time in which some task waited for a processor",
         Unit::Seconds,
         Counter,
         {},
         addPressure<&Pressure::cpu, &Of::some>},
        {"node_pressure_memory_waiting_seconds_total",
         "Time in which some task waited for memory",
         Unit::Seconds,
         Counter,
         {},
         addPressure<&Pressure::memory, &Of::some>},
        {"node_pressure_memory_stalled_seconds_total",
         "Time in which every task waited for memory",
         Unit::Seconds,
         Counter,
         {},
         addPressure<&Pressure::memory, &Of::full>},
        {"node_pressure_io_waiting_seconds_total",
         "Time in which some task waited for I/O",
         Unit::Seconds,
         Counter,
         {},
         addPressure<&Pressure::io, &Of::some>},
        {"node_pressure_io_stalled_seconds_total",
         "Time in which every task waited for I/O",
         Unit::Seconds,
         Counter,
         {},
         addPressure<&Pressure::io, &Of::full>},
        {"node_pressure_irq_stalled_seconds_total",
         "Time in which interrupts held up every task",
         Unit::Seconds,
         Counter,
         {},
         addPressure<&Pressure::irq, &Of::full>},
        {"node_uname_info",
         "Names of the kernel and the host; the value is always 1",
         Unit::None,
         Gauge,
         {"machine", "nodename", "release", "sysname", "version"},
         addUname},
        {"barograph_process_count",
         "Processes in each state, as proc(5) names it",
         Unit::None,
         Gauge,
         {"state"},
         addProcessCounts},
    };
}

}  // namespace baro::catalog
