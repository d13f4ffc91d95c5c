#include "core/alerts/Fault.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/alerts/ShownText.h"
#include "core/model/ProcessFields.h"
#include "core/series/Labels.h"

namespace baro::alerts {
namespace {

constexpr std::size_t mostNameBytes = 40;

struct FaultPrefix {
    std::string_view prefix;
    Fault fault;
};
// The longer of two that fit comes first.
constexpr std::array faultPrefixes{
    FaultPrefix{"node_pressure_cpu", {FaultSubject::Pressure, FaultResource::Cpu}},
    FaultPrefix{"node_pressure_memory", {FaultSubject::Pressure, FaultResource::Memory}},
    FaultPrefix{"node_pressure_io", {FaultSubject::Pressure, FaultResource::Disk}},
    FaultPrefix{"node_pressure_", {FaultSubject::Pressure, FaultResource::Cpu}},
    FaultPrefix{"node_cpu_core_throttles", {FaultSubject::Temperature, FaultResource::Cpu}},
    FaultPrefix{"node_cpu_", {FaultSubject::Cpu, FaultResource::Cpu}},
    FaultPrefix{"node_load", {FaultSubject::Cpu, FaultResource::Cpu}},
    FaultPrefix{"node_schedstat_", {FaultSubject::Cpu, FaultResource::Cpu}},
    FaultPrefix{"node_procs_running", {FaultSubject::Cpu, FaultResource::Cpu}},
    FaultPrefix{"node_context_switches", {FaultSubject::Cpu, FaultResource::Cpu}},
    FaultPrefix{"node_procs_blocked", {FaultSubject::Disk, FaultResource::Disk}},
    FaultPrefix{"node_memory_", {FaultSubject::Memory, FaultResource::Memory}},
    FaultPrefix{"node_vmstat_", {FaultSubject::Memory, FaultResource::Memory}},
    FaultPrefix{"node_filesystem_", {FaultSubject::Filesystem, FaultResource::Disk}},
    FaultPrefix{"node_disk_", {FaultSubject::Disk, FaultResource::Disk}},
    FaultPrefix{"node_md_", {FaultSubject::Disk, FaultResource::None}},
    FaultPrefix{"node_nvme_", {FaultSubject::Disk, FaultResource::None}},
    FaultPrefix{"node_network_", {FaultSubject::Network, FaultResource::Network}},
    FaultPrefix{"node_netstat_", {FaultSubject::Network, FaultResource::Network}},
    FaultPrefix{"node_nf_conntrack", {FaultSubject::Network, FaultResource::Network}},
    FaultPrefix{"node_sockstat_", {FaultSubject::Network, FaultResource::Network}},
    FaultPrefix{"node_hwmon_temp", {FaultSubject::Temperature, FaultResource::Cpu}},
    FaultPrefix{"node_thermal_", {FaultSubject::Temperature, FaultResource::Cpu}},
    FaultPrefix{"barograph_sensor_temperature", {FaultSubject::Temperature, FaultResource::Cpu}},
    FaultPrefix{"barograph_cpu_", {FaultSubject::Cpu, FaultResource::Cpu}},
    FaultPrefix{"barograph_memory_", {FaultSubject::Memory, FaultResource::Memory}},
    FaultPrefix{"barograph_swap_", {FaultSubject::Memory, FaultResource::Memory}},
    FaultPrefix{"barograph_pressure_", {FaultSubject::Pressure, FaultResource::Cpu}},
    FaultPrefix{"barograph_application_cpu", {FaultSubject::Cpu, FaultResource::Cpu}},
    FaultPrefix{"barograph_application_memory", {FaultSubject::Memory, FaultResource::Memory}},
};

constexpr std::array<std::pair<std::string_view, Fault>, 8> faultWords{{
    {"cpu", {FaultSubject::Cpu, FaultResource::Cpu}},
    {"memory", {FaultSubject::Memory, FaultResource::Memory}},
    {"disk", {FaultSubject::Disk, FaultResource::Disk}},
    {"network", {FaultSubject::Network, FaultResource::Network}},
    {"temperature", {FaultSubject::Temperature, FaultResource::Cpu}},
    {"pressure", {FaultSubject::Pressure, FaultResource::Cpu}},
    {"filesystem", {FaultSubject::Filesystem, FaultResource::Disk}},
    {"none", {}},
}};

using MetricVisitor = std::function<void(std::string_view)>;

void visitSelector(const promql::VectorSelector& selector, const MetricVisitor& visit) {
    for (const LabelMatcher& matcher : selector.matchers)
        if (matcher.label == metricNameLabel) visit(matcher.value);
}

// In the order of the text. The parser bounds how deep an expression is.
void visitMetrics(const promql::Expression& expression, const MetricVisitor& visit) {
    const auto into = [&visit](const promql::ExpressionPtr& part) {
        if (part) visitMetrics(*part, visit);
    };
    std::visit(
        [&](const auto& node) {
            using Node = std::decay_t<decltype(node)>;
            if constexpr (std::is_same_v<Node, promql::VectorSelector>) visitSelector(node, visit);
            if constexpr (std::is_same_v<Node, promql::MatrixSelector>) visitSelector(node.selector, visit);
            if constexpr (std::is_same_v<Node, promql::Subquery> ||
                          std::is_same_v<Node, promql::Parenthesised>)
                into(node.inner);
            if constexpr (std::is_same_v<Node, promql::Unary>) into(node.operand);
            if constexpr (std::is_same_v<Node, promql::Binary>) {
                into(node.left);
                into(node.right);
            }
            if constexpr (std::is_same_v<Node, promql::Aggregation>) {
                into(node.operand);
                into(node.parameter);
            }
            if constexpr (std::is_same_v<Node, promql::Call>)
                for (const promql::ExpressionPtr& argument : node.arguments)
                    into(argument);
        },
        expression.node);
}

std::optional<double> summed(std::optional<double> a, std::optional<double> b) {
    if (!a && !b) return std::nullopt;
    return a.value_or(0) + b.value_or(0);
}

std::optional<double> usedOf(const ProcessRate& rate, FaultResource resource) {
    if (resource == FaultResource::Cpu) return rate.cpuSeconds;
    return summed(rate.diskReadBytesPerSecond, rate.diskWrittenBytesPerSecond);
}

using Amounts = std::vector<std::pair<ProcessIdentity, double>>;  // ascending

Amounts amountsOfRates(const Frame& frame, FaultResource resource) {
    Amounts amounts;
    if (!frame.rates.processes) return amounts;
    for (const ProcessRate& rate : frame.rates.processes->processes)
        if (const auto used = usedOf(rate, resource)) amounts.emplace_back(rate.identity, *used);
    return amounts;
}

Amounts amountsOfTraffic(const Frame& frame, const Frame* before) {
    Amounts amounts;
    if (!before || !frame.readings.socketTraffic || !before->readings.socketTraffic) return amounts;
    const double passed = seconds(frame.readings.socketTraffic.takenAt().monotonic -
                                  before->readings.socketTraffic.takenAt().monotonic);
    if (!(passed > 0)) return amounts;
    const auto& earlier = before->readings.socketTraffic->processes;
    for (const ProcessTraffic& traffic : frame.readings.socketTraffic->processes) {
        const auto same = std::ranges::lower_bound(earlier, traffic.identity, {}, &ProcessTraffic::identity);
        const bool isNew = same == earlier.end() || same->identity != traffic.identity;
        const double until = isNew ? 0 : same->receivedBytes + same->sentBytes;
        amounts.emplace_back(traffic.identity,
                             std::max(0.0, traffic.receivedBytes + traffic.sentBytes - until) / passed);
    }
    return amounts;
}

Amounts amountsOfMemory(const Frame& frame) {
    Amounts amounts;
    for (const Process& process : frame.readings.processes->processes)
        amounts.emplace_back(process.identity, static_cast<double>(process.residentBytes));
    return amounts;
}

Amounts amountsOf(const Frame& frame, const Frame* before, FaultResource resource) {
    switch (resource) {
        case FaultResource::None:
            return {};
        case FaultResource::Memory:
            return amountsOfMemory(frame);
        case FaultResource::Network:
            return amountsOfTraffic(frame, before);
        case FaultResource::Cpu:
        case FaultResource::Disk:
            return amountsOfRates(frame, resource);
    }
    return {};
}

Unit unitOf(FaultResource resource) {
    return resource == FaultResource::Cpu       ? Unit::Ratio
           : resource == FaultResource::Memory  ? Unit::Bytes
           : resource == FaultResource::Network ? Unit::NetworkBytesPerSecond
                                                : Unit::BytesPerSecond;
}

}  // namespace

Fault faultOfMetric(std::string_view metric) {
    for (const FaultPrefix& each : faultPrefixes)
        if (metric.starts_with(each.prefix)) return each.fault;
    const std::size_t colon = metric.find(':');
    return colon == std::string_view::npos ? Fault{} : faultOfMetric(metric.substr(colon + 1));
}

Fault faultOf(const RuleDefinition& rule) {
    for (const auto& [name, value] : rule.labels)
        if (name == "subject")
            for (const auto& [word, fault] : faultWords)
                if (word == value) return fault;
    Fault found;
    if (rule.parsed)
        visitMetrics(*rule.parsed, [&found](std::string_view metric) {
            if (found == Fault{}) found = faultOfMetric(metric);
        });
    return found;
}

std::vector<BlamedProcess> blamedProcesses(const Frame& frame, const Frame* before, FaultResource resource,
                                           std::size_t most) {
    if (!frame.readings.processes) return {};
    Amounts amounts = amountsOf(frame, before, resource);
    std::erase_if(amounts, [](const auto& each) { return !(each.second > 0); });
    const std::size_t shown = std::min(most, amounts.size());
    std::ranges::partial_sort(amounts, amounts.begin() + static_cast<std::ptrdiff_t>(shown),
                              [](const auto& a, const auto& b) {
                                  return a.second != b.second ? a.second > b.second : a.first < b.first;
                              });
    amounts.resize(shown);
    std::vector<BlamedProcess> blamed;
    const auto& processes = frame.readings.processes->processes;
    for (const auto& [identity, amount] : amounts) {
        const auto process = std::ranges::lower_bound(processes, identity, {}, &Process::identity);
        if (process != processes.end() && process->identity == identity)
            blamed.push_back({std::string(processDisplayName(*process->facts)), identity.pid, amount});
    }
    return blamed;
}

std::string blameText(const std::vector<BlamedProcess>& processes, FaultResource resource,
                      const FormatStyle& style) {
    std::string text;
    for (const BlamedProcess& process : processes) {
        if (!text.empty()) text += ", ";
        text += shownText(process.name, mostNameBytes) + " " +
                formatValue(process.amount, unitOf(resource), style);
    }
    return text;
}

}  // namespace baro::alerts
