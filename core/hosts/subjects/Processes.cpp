#include <algorithm>
#include <array>
#include <map>

#include "core/hosts/subjects/Subjects.h"

namespace baro::hosts {
namespace {

using Use = ApplicationUse;

constexpr std::array<std::pair<std::string_view, std::optional<double> Use::*>, 4> traffic{{
    {"barograph_application_read_bytes_total", &Use::readBytes},
    {"barograph_application_written_bytes_total", &Use::writtenBytes},
    {"barograph_application_network_receive_bytes_total", &Use::receivedBytes},
    {"barograph_application_network_transmit_bytes_total", &Use::sentBytes},
}};

// How Barograph calls all those that are not among the busiest (core/sampling/ApplicationAccounts.h).
constexpr std::string_view nameOfOthers = "other";

std::map<std::string_view, Use> usesOf(SubjectReader& reader) {
    std::map<std::string_view, Use> uses;
    const auto forEachUse = [&](std::string_view metric, auto take) {
        reader.each(metric, [&](const Labels& labels, double value) {
            take(uses[labels.value("application")], value);
        });
    };
    forEachUse("barograph_application_cpu_seconds_total",
               [](Use& use, double seconds) { use.cpuSeconds = seconds; });
    forEachUse("barograph_application_resident_bytes",
               [](Use& use, double bytes) { use.residentBytes = bytes; });
    forEachUse("barograph_application_processes",
               [](Use& use, double count) { use.processes = asCount(count).value_or(0); });
    for (const auto& [metric, field] : traffic)
        forEachUse(metric, [field = field](Use& use, double bytes) { use.*field = bytes; });
    return uses;
}

}  // namespace

std::shared_ptr<const Applications> applicationsOf(const HostSeries& series) {
    SubjectReader reader(series);
    auto uses = usesOf(reader);
    if (uses.empty()) return nullptr;
    auto applications = std::make_shared<Applications>();
    applications->others.application = nameOfOthers;
    for (auto& [name, use] : uses) {
        use.application = name;
        if (name == nameOfOthers)
            applications->others = std::move(use);
        else
            applications->busiest.push_back(std::move(use));
    }
    return applications;
}

// Thousands of processes would be as many series, so no exporter tells of each.
void readProcesses(const HostSeries& series, Readings& into) {
    const bool hasApplications = !series.of("barograph_application_cpu_seconds_total").empty();
    if (series.isDown()) {
        into.processes = series.reason({});
        into.socketTraffic = series.reason({});
        return;
    }
    into.processes =
        absent(hasApplications ? series.host() + " tells of its busiest applications, not of each process"
                               : "what is scraped of " + series.host() +
                                     " has no processes: only Barograph tells of them");
    into.socketTraffic = series.reason("the connections of each process");
}

}  // namespace baro::hosts
