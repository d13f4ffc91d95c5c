#include <algorithm>
#include <array>

#include "core/metrics/catalog/Catalog.h"
#include "core/metrics/catalog/SoftirqVectors.h"

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

void addUname(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.host) return;
    const Host& host = *frame.readings.host;
    sink.add({host.domainName, host.architecture, host.name, host.kernelRelease, host.kernelName,
              host.kernelVersion},
             1);
}

void addSoftirqs(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.kernel) return;
    const std::vector<double>& counts = frame.readings.kernel->softirqs;
    for (std::size_t i = 0; i < std::min(softirqVectors.size(), counts.size()); ++i)
        sink.add({softirqVectors[i]}, counts[i]);
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
    return together(readFrom<&Readings::load>({
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
                    }),
                    readFrom<&Readings::kernel>({
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
                        {"node_softirqs_total",
                         "Soft interrupts served, by what for",
                         Unit::None,
                         Counter,
                         {"vector"},
                         addSoftirqs},
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
                    }),
                    readFrom<&Readings::host>({
                        {"node_uname_info",
                         "Names of the kernel and the host; the value is always 1",
                         Unit::None,
                         Gauge,
                         {"domainname", "machine", "nodename", "release", "sysname", "version"},
                         addUname},
                    }),
                    readFrom<&Readings::processes>({
                        {"barograph_processes",
                         "Processes in each state, as proc(5) names it",
                         Unit::None,
                         Gauge,
                         {"state"},
                         addProcessCounts},
                    }));
}

}  // namespace baro::catalog
