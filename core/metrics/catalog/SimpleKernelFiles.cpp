#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

using F = FamilyReadings;

}  // namespace

// One or a few numbers of the kernel's each, told as they stand there.
Rows simpleKernelFileMetrics() {
    using enum MetricKind;
    return together(
        passedOn<&F::entropy>(
            "entropy",
            {
                {"node_entropy_available_bits", "Bits of available entropy", Unit::None, Gauge},
                {"node_entropy_pool_size_bits", "Bits of entropy that the pool holds", Unit::None, Gauge},
            }),
        passedOn<&F::fileDescriptors>(
            "filefd",
            {
                {"node_filefd_allocated", "Open files of the whole system", Unit::None, Gauge},
                {"node_filefd_maximum", "Open files that the system allows", Unit::None, Gauge},
            }),
        passedOn<&F::selinux>(
            "selinux",
            {
                {"node_selinux_enabled", "1 when SELinux is on", Unit::None, Gauge},
                {"node_selinux_config_mode", "Configured mode: 1 enforcing, 0 permissive, -1 disabled",
                 Unit::None, Gauge},
                {"node_selinux_current_mode", "Mode now: 1 enforcing, 0 permissive", Unit::None, Gauge},
            }),
        passedOn<&F::ksm>(
            "ksmd",
            {
                {"node_ksmd_full_scans_total", "Times that all mergeable pages were scanned", Unit::None,
                 Counter},
                {"node_ksmd_general_profit_bytes", "Memory that merging saves, less what it costs",
                 Unit::Bytes, Gauge},
                {"node_ksmd_merge_across_nodes", "Whether pages of different NUMA nodes are merged",
                 Unit::None, Gauge},
                {"node_ksmd_pages_shared", "Pages that are kept once for several uses", Unit::None, Gauge},
                {"node_ksmd_pages_sharing", "Further uses of the pages kept once", Unit::None, Gauge},
                {"node_ksmd_pages_to_scan", "Pages scanned before each sleep", Unit::None, Gauge},
                {"node_ksmd_pages_unshared", "Pages that have no equal but are checked again and again",
                 Unit::None, Gauge},
                {"node_ksmd_pages_volatile", "Pages that change too fast to be merged", Unit::None, Gauge},
                {"node_ksmd_run", "Whether merging runs: 0 no, 1 yes, 2 it undoes what was merged",
                 Unit::None, Gauge},
                {"node_ksmd_sleep_seconds", "Sleep between scans", Unit::Seconds, Gauge},
            }));
}

}  // namespace baro::catalog
