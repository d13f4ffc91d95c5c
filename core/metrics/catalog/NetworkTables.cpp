#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

using enum MetricKind;
using F = FamilyReadings;

Rows softnet() {
    return passedOn<&F::softnet>(
        "softnet", {
                       {"node_softnet_processed_total",
                        "Packets taken from the network cards",
                        Unit::None,
                        Counter,
                        {"cpu"}},
                       {"node_softnet_dropped_total",
                        "Packets dropped because the backlog was full",
                        Unit::None,
                        Counter,
                        {"cpu"}},
                       {"node_softnet_times_squeezed_total",
                        "Times that processing packets ran out of quota or time",
                        Unit::None,
                        Counter,
                        {"cpu"}},
                       {"node_softnet_cpu_collision_total",
                        "Collisions while taking a device's lock for transmission",
                        Unit::None,
                        Counter,
                        {"cpu"}},
                       {"node_softnet_received_rps_total",
                        "Times the processor was woken to process packets for another",
                        Unit::None,
                        Counter,
                        {"cpu"}},
                       {"node_softnet_flow_limit_count_total",
                        "Times the limit per flow was reached",
                        Unit::None,
                        Counter,
                        {"cpu"}},
                       {"node_softnet_backlog_len", "Packets in the backlog", Unit::None, Gauge, {"cpu"}},
                   });
}

// Counters in truth, but gauges in node_exporter.
Rows connectionTracking() {
    return passedOn<&F::conntrack>(
        "conntrack",
        {
            {"node_nf_conntrack_entries", "Connections tracked", Unit::None, Gauge},
            {"node_nf_conntrack_entries_limit", "Connections that can be tracked", Unit::None, Gauge},
            {"node_nf_conntrack_stat_found", "Searches that found their connection", Unit::None, Gauge},
            {"node_nf_conntrack_stat_invalid", "Packets that cannot be tracked", Unit::None, Gauge},
            {"node_nf_conntrack_stat_ignore", "Packets of connections that were tracked already", Unit::None,
             Gauge},
            {"node_nf_conntrack_stat_insert", "Connections entered", Unit::None, Gauge},
            {"node_nf_conntrack_stat_insert_failed", "Connections that could not be entered", Unit::None,
             Gauge},
            {"node_nf_conntrack_stat_drop", "Packets dropped because tracking failed", Unit::None, Gauge},
            {"node_nf_conntrack_stat_early_drop", "Connections dropped to make room for new ones", Unit::None,
             Gauge},
            {"node_nf_conntrack_stat_search_restart", "Searches begun anew because the table was resized",
             Unit::None, Gauge},
        });
}

}  // namespace

// Tables of the network stack, passed on as they stand.
Rows networkTableMetrics() {
    return together(
        passedOn<&F::arp>("arp", {{"node_arp_entries",
                                   "Neighbours in the ARP table of each interface",
                                   Unit::None,
                                   Gauge,
                                   {"device"}}}),
        passedOn<&F::udpQueues>("udp_queues", {{"node_udp_queues",
                                                "Bytes waiting in the queues of UDP sockets",
                                                Unit::Bytes,
                                                Gauge,
                                                {"queue", "ip"}}}),
        passedOn<&F::bonding>(
            "bonding",
            {{"node_bonding_slaves", "Interfaces that each bond has", Unit::None, Gauge, {"master"}},
             {"node_bonding_active", "Interfaces of each bond that work", Unit::None, Gauge, {"master"}}}),
        softnet(), connectionTracking());
}

}  // namespace baro::catalog
