#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/hosts/subjects/Subjects.h"
#include "core/metrics/catalog/SoftirqVectors.h"

namespace baro::hosts {
namespace {

// Kinds are told in the kernel's order; after the first that is missing none can be placed.
std::vector<double> softirqsOf(SubjectReader& reader) {
    std::array<std::optional<double>, catalog::softirqVectors.size()> counts;
    reader.each("node_softirqs_total", [&counts](const Labels& labels, double count) {
        const auto vector = std::ranges::find(catalog::softirqVectors, labels.value("vector"));
        if (vector != catalog::softirqVectors.end())
            counts[static_cast<std::size_t>(vector - catalog::softirqVectors.begin())] = count;
    });
    std::vector<double> known;
    for (const auto& count : counts) {
        if (!count) break;
        known.push_back(*count);
    }
    return known;
}

void readActivityOfKernel(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    const auto booted = reader.value("node_boot_time_seconds");
    const auto running = asCount(reader.valueOrNan("node_procs_running"));
    const auto blocked = asCount(reader.valueOrNan("node_procs_blocked"));
    KernelActivity activity;
    activity.interrupts = reader.valueOrNan("node_intr_total");
    activity.contextSwitches = reader.valueOrNan("node_context_switches_total");
    activity.forks = reader.valueOrNan("node_forks_total");
    activity.bootTimeSeconds = booted.value_or(0);
    activity.running = running.value_or(0);
    activity.blocked = blocked.value_or(0);
    activity.softirqs = softirqsOf(reader);
    into.kernel = reader.section(std::move(activity), "what its kernel does", booted && running && blocked);
}

void readLoad(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    Load load;
    load.oneMinute = reader.valueOrNan("node_load1");
    load.fiveMinutes = reader.valueOrNan("node_load5");
    load.fifteenMinutes = reader.valueOrNan("node_load15");
    const bool isKnown = reader.foundAnything();
    load.runnableTasks = asCount(reader.valueOrNan("node_procs_running")).value_or(0);
    load.tasks = asCount(reader.valueOrNan("node_processes_threads")).value_or(0);
    into.load = reader.section(load, "its load", isKnown);
}

}  // namespace

void readKernel(const HostSeries& series, Readings& into) {
    readActivityOfKernel(series, into);
    readLoad(series, into);
}

void readPressure(const HostSeries& series, Readings& into) {
    using Of = PressureOfResource;
    struct Line {
        std::string_view resource;
        std::string_view kind;
        std::string_view metric;  // of the time in it
        std::optional<Of> Pressure::*ofPressure;
        std::optional<PressureLine> Of::*ofResource;
    };
    constexpr std::array<Line, 7> lines{{
        {"cpu", "some", "node_pressure_cpu_waiting_seconds_total", &Pressure::cpu, &Of::some},
        {"cpu", "full", {}, &Pressure::cpu, &Of::full},
        {"memory", "some", "node_pressure_memory_waiting_seconds_total", &Pressure::memory, &Of::some},
        {"memory", "full", "node_pressure_memory_stalled_seconds_total", &Pressure::memory, &Of::full},
        {"io", "some", "node_pressure_io_waiting_seconds_total", &Pressure::io, &Of::some},
        {"io", "full", "node_pressure_io_stalled_seconds_total", &Pressure::io, &Of::full},
        {"irq", "full", "node_pressure_irq_stalled_seconds_total", &Pressure::irq, &Of::full},
    }};
    constexpr std::array<std::pair<std::string_view, double PressureLine::*>, 3> windows{
        {{"10s", &PressureLine::average10Ratio},
         {"60s", &PressureLine::average60Ratio},
         {"300s", &PressureLine::average300Ratio}}};
    const double unknown = std::numeric_limits<double>::quiet_NaN();

    SubjectReader reader(series);
    Pressure pressure;
    const auto lineOf = [&](const Line& line) -> PressureLine& {
        auto& resource = pressure.*line.ofPressure;
        if (!resource) resource.emplace();
        auto& found = (*resource).*line.ofResource;
        if (!found) found = PressureLine{unknown, unknown, unknown, unknown};
        return *found;
    };
    for (const Line& line : lines)
        if (const auto stalled = reader.value(line.metric)) lineOf(line).stalledSeconds = *stalled;
    reader.each("barograph_pressure_average_ratio", [&](const Labels& labels, double ratio) {
        for (const Line& line : lines)
            for (const auto& [name, field] : windows)
                if (labels.value("resource") == line.resource && labels.value("kind") == line.kind &&
                    labels.value("window") == name)
                    lineOf(line).*field = ratio;
    });
    const bool isKnown = pressure.cpu || pressure.memory || pressure.io || pressure.irq;
    into.pressure = reader.section(pressure, "pressure (it needs Linux 4.20 and PSI)", isKnown);
}

}  // namespace baro::hosts
