#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

using F = FamilyReadings;

}  // namespace

// What the kernel counts of its work, per processor and in all, and what distribution it works for.
Rows kernelWorkMetrics() {
    using enum MetricKind;
    return together(
        passedOn<&F::scheduler>("schedstat",
                                {
                                    {"node_schedstat_running_seconds_total",
                                     "Seconds that tasks ran on each processor",
                                     Unit::Seconds,
                                     Counter,
                                     {"cpu"}},
                                    {"node_schedstat_waiting_seconds_total",
                                     "Seconds that tasks waited for each processor",
                                     Unit::Seconds,
                                     Counter,
                                     {"cpu"}},
                                    {"node_schedstat_timeslices_total",
                                     "Timeslices that tasks had on each processor",
                                     Unit::None,
                                     Counter,
                                     {"cpu"}},
                                }),
        passedOn<&F::interrupts>("interrupts", {{"node_interrupts_total",
                                                 "Interrupts served",
                                                 Unit::None,
                                                 Counter,
                                                 {"cpu", "devices", "info", "type"}}}),
        passedOn<&F::softirqs>("softirqs", {{"node_softirqs_functions_total",
                                             "Deferred interrupt work done",
                                             Unit::None,
                                             Counter,
                                             {"cpu", "type"}}}),
        passedOn<&F::processCounts>(
            "processes",
            {
                {"node_processes_threads", "Threads of all processes", Unit::None, Gauge},
                {"node_processes_max_threads", "Threads that the system allows", Unit::None, Gauge},
                {"node_processes_pids", "Processes", Unit::None, Gauge},
                {"node_processes_max_processes", "Process numbers that the system has", Unit::None, Gauge},
                {"node_processes_state",
                 "Processes in each state, as proc(5) names it",
                 Unit::None,
                 Gauge,
                 {"state"}},
                {"node_processes_threads_state",
                 "Threads in each state, as proc(5) names it",
                 Unit::None,
                 Gauge,
                 {"thread_state"}},
            }),
        passedOn<&F::os>(
            "os", {
                      {"node_os_info",
                       "Name and version of the distribution; always 1",
                       Unit::None,
                       Gauge,
                       {"build_id", "id", "id_like", "image_id", "image_version", "name", "pretty_name",
                        "variant", "variant_id", "version", "version_codename", "version_id"}},
                      {"node_os_version",
                       "The first two parts of the distribution's version",
                       Unit::None,
                       Gauge,
                       {"id", "id_like", "name"}},
                      {"node_os_support_end_timestamp_seconds", "When support of the distribution ends",
                       Unit::Timestamp, Gauge},
                  }));
}

}  // namespace baro::catalog
