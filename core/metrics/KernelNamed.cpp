#include <algorithm>
#include <array>
#include <string>

#include "core/base/Characters.h"
#include "core/metrics/ExposedCollectors.h"
#include "core/metrics/MetricCatalog.h"

namespace baro {
namespace {

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

// node_exporter's defaults (collector/vmstat_linux.go), and what explains memory pressure: reclaim and its
// stalls.
bool isReportedVmstat(std::string_view name) {
    constexpr std::array starts{"oom_kill",          "pgpg", "pswp", "pgscan_", "pgsteal_", "allocstall_",
                                "workingset_refault"};
    return std::ranges::any_of(starts, [name](std::string_view start) { return name.starts_with(start); }) ||
           (name.starts_with("pg") && contains(name, "fault"));
}

// node_exporter's defaults (collector/netstat_linux.go).
bool isReportedProtocol(std::string_view name) {
    if (name.ends_with("_InErrors") || name.ends_with("_InErrs")) return true;
    constexpr std::array exact{
        "Ip_Forwarding",      "Ip6_InOctets",         "Ip6_OutOctets",      "IpExt_InOctets",
        "IpExt_OutOctets",    "Icmp_InMsgs",          "Icmp_OutMsgs",       "Icmp6_InMsgs",
        "Icmp6_OutMsgs",      "TcpExt_TCPSynRetrans", "TcpExt_TCPTimeouts", "TcpExt_TCPOFOQueue",
        "TcpExt_TCPRcvQDrop", "Tcp_ActiveOpens",      "Tcp_InSegs",         "Tcp_OutSegs",
        "Tcp_OutRsts",        "Tcp_PassiveOpens",     "Tcp_RetransSegs",    "Tcp_CurrEstab",
        "Udp_InDatagrams",    "Udp_OutDatagrams",     "Udp_NoPorts",        "Udp_RcvbufErrors",
        "Udp_SndbufErrors",   "Udp6_InDatagrams",     "Udp6_OutDatagrams",  "Udp6_NoPorts",
        "Udp6_RcvbufErrors",  "Udp6_SndbufErrors"};
    return name.starts_with("TcpExt_Listen") || name.starts_with("TcpExt_Syncookies") ||
           std::ranges::find(exact, name) != exact.end();
}

// One buffer for all names, so that a Frame's hundred names cost no allocation each.
class Names {
  public:
    std::string_view help(std::string_view before, std::string_view name) {
        return help_.assign(before).append(name);
    }
    std::string_view make(std::string_view prefix, std::string_view name, std::string_view suffix = {}) {
        text_.assign(prefix);
        // Active(anon) becomes Active_anon, as node_exporter has it.
        for (const char c : name) {
            if (c == ')') continue;
            text_ += isWordCharacter(c) ? c : '_';
        }
        return text_.append(suffix);
    }

  private:
    std::string text_;
    std::string help_;
};

template <class Visit>
void forEach(const NamedValues& values, Visit visit) {
    if (!values.names) return;
    for (std::size_t i = 0; i < values.values.size(); ++i)
        visit(std::string_view((*values.names)[i]), values.values[i]);
}

void addSockets(const Sockets& sockets, const Instant& readAt, Names& names, NamedSampleSink& sink) {
    forEach(sockets.protocols, [&](std::string_view name, double value) {
        if (!isReportedProtocol(name)) return;
        sink.add({.name = names.make("node_netstat_", name),
                  .kind = MetricKind::Untyped,
                  .readAt = readAt,
                  .help = names.help("Statistic of the protocol ", name),
                  .collector = "netstat"},
                 value);
    });
    forEach(sockets.sockets, [&](std::string_view name, double value) {
        sink.add({.name = names.make("node_sockstat_", name),
                  .kind = MetricKind::Gauge,
                  .readAt = readAt,
                  .help = names.help("Number of sockets, /proc/net/sockstat field ", name),
                  .collector = "sockstat"},
                 value);
    });
}

void addFamilies(const ExposedCollector& collector, const Section<Families>& section, NamedSampleSink& sink) {
    if (!section) return;
    for (const Family& family : section->families) {
        if (!family.description) continue;  // the catalog's rows tell of it
        for (const FamilySample& sample : family.samples)
            sink.add({.name = family.name,
                      .kind = family.description->kind,
                      .readAt = section.takenAt(),
                      .help = family.description->help,
                      .collector = collector.name,
                      .labelNames = family.description->labelNames,
                      .labelValues = sample.labelValues},
                     sample.value);
    }
}

}  // namespace

void extractKernelNamed(const Frame& frame, NamedSampleSink& sink) {
    using enum MetricKind;
    const Readings& readings = frame.readings;
    Names names;
    if (readings.memory) {
        forEach(readings.memory->meminfo, [&](std::string_view name, double value) {
            // Lines without a unit are the numbers of huge pages (proc(5)).
            const bool isCount = name.starts_with("HugePages_");
            sink.add({.name = names.make("node_memory_", name, isCount ? "" : "_bytes"),
                      .kind = Gauge,
                      .unit = isCount ? Unit::None : Unit::Bytes,
                      .readAt = readings.memory.takenAt(),
                      .help = names.help("Memory information field ", name),
                      .collector = "meminfo"},
                     value);
        });
    }
    if (readings.virtualMemory) {
        forEach(readings.virtualMemory->counters, [&](std::string_view name, double value) {
            if (!isReportedVmstat(name)) return;
            sink.add({.name = names.make("node_vmstat_", name),
                      .kind = Untyped,
                      .readAt = readings.virtualMemory.takenAt(),
                      .help = names.help("/proc/vmstat information field ", name),
                      .collector = "vmstat"},
                     value);
        });
    }
    if (readings.sockets) addSockets(*readings.sockets, readings.sockets.takenAt(), names, sink);
    for (const ExposedCollector& collector : exposedCollectors())
        if (collector.families != nullptr)
            addFamilies(collector, readings.families.*collector.families, sink);
}

}  // namespace baro
