#include "core/metrics/ExposedCollectors.h"

#include <algorithm>
#include <array>

#include "core/base/Escape.h"
#include "core/base/Text.h"

namespace baro {
namespace {

using F = FamilyReadings;

constexpr std::array<ExposedCollector, 47> collectors{{
    {"arp", true, &F::arp},
    {"barograph", true},  // what only Barograph tells
    {"bonding", true, &F::bonding},
    {"btrfs", true, &F::btrfs},
    {"conntrack", true, &F::conntrack},
    {"cpu", true, &F::cpuInfo, "cpu"},
    {"cpu_vulnerabilities", false, &F::cpuVulnerabilities},
    {"cpufreq", true, nullptr, "cpuFrequencies"},
    {"diskstats", true, &F::diskInfo, "disks"},
    {"dmi", true, &F::dmi},
    {"edac", true, &F::edac},
    {"entropy", true, &F::entropy},
    {"filefd", true, &F::fileDescriptors},
    {"filesystem", true, &F::filesystems, "filesystems"},
    {"hwmon", true, &F::hwmon, "sensors"},
    {"interrupts", false, &F::interrupts},
    {"ksmd", false, &F::ksm},
    {"loadavg", true, nullptr, "load"},
    {"mdadm", true, &F::mdRaid},
    {"meminfo", true, nullptr, "memory"},
    {"meminfo_numa", false, &F::numaMemory},
    {"netclass", true, &F::networkClass, "networkClass"},
    {"netdev", true, nullptr, "network"},
    {"netstat", true, nullptr, "sockets"},
    {"nvme", true, &F::nvme},
    {"os", true, &F::os},
    {"powersupplyclass", true, &F::powerSupplies, "power"},
    {"pressure", true, nullptr, "pressure"},
    {"processes", false, &F::processCounts, "processCounts"},
    {"rapl", true, &F::rapl, "power"},
    {"schedstat", true, &F::scheduler},
    {"selinux", true, &F::selinux},
    {"sockstat", true, nullptr, "sockets"},
    {"softirqs", false, &F::softirqs},
    {"softnet", true, &F::softnet},
    {"stat", true, nullptr, "cpu"},
    {"systemd", false, &F::systemd},
    {"textfile", true, &F::textfile},
    {"thermal_zone", true, &F::thermalZones, "thermalZones"},
    {"time", true, &F::time},
    {"timex", true, &F::timex},
    {"udp_queues", true, &F::udpQueues},
    {"uname", true, nullptr, "host"},
    {"vmstat", true, nullptr, "virtualMemory"},
    {"watchdog", true, &F::watchdog},
    {"wifi", false, nullptr, "network"},
    {"zfs", true, &F::zfs},
}};
static_assert(std::ranges::is_sorted(collectors, {}, &ExposedCollector::name));

Error unknownCollector(std::string_view name) {
    std::string known;
    for (const ExposedCollector& each : collectors)
        known.append(known.empty() ? "" : " ").append(each.name);
    return malformed("there is no collector \"" + escapedForTerminal(name) + "\"; there are " + known);
}

}  // namespace

std::span<const ExposedCollector> exposedCollectors() {
    return collectors;
}

const ExposedCollector* findExposedCollector(std::string_view name) {
    const auto found = std::ranges::lower_bound(collectors, name, {}, &ExposedCollector::name);
    return found != collectors.end() && found->name == name ? &*found : nullptr;
}

CollectorChoice::CollectorChoice() {
    for (const ExposedCollector& each : collectors)
        if (each.onByDefault) on_.emplace(each.name);
}

Result<CollectorChoice> CollectorChoice::parse(std::string_view text) {
    CollectorChoice choice;
    if (text == "all") {
        for (const ExposedCollector& each : collectors)
            choice.on_.emplace(each.name);
        return choice;
    }
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view word = trimmed(text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
        if (word.empty()) continue;
        if (word.front() != '+' && word.front() != '-')
            return malformed("collectors are chosen as \"all\" or like \"+interrupts,-zfs\", not as \"" +
                             escapedForTerminal(word) + "\"");
        const std::string_view name = word.substr(1);
        if (findExposedCollector(name) == nullptr) return unknownCollector(name);
        if (word.front() == '+') {
            choice.on_.emplace(name);
        } else {
            choice.on_.erase(std::string(name));
        }
    }
    return choice;
}

}  // namespace baro
