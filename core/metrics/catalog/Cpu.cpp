#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "core/metrics/catalog/Catalog.h"
#include "core/metrics/catalog/CpuModes.h"

namespace baro::catalog {
namespace {

// A number as a label value, without an allocation.
class Digits {
  public:
    explicit Digits(int number)
        : end_(std::to_chars(text_.data(), text_.data() + text_.size(), number).ptr) {}
    operator std::string_view() const {
        return {text_.data(), static_cast<std::size_t>(end_ - text_.data())};
    }

  private:
    std::array<char, 12> text_{};
    char* end_;
};

void addTimes(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.cpu) return;
    for (const CpuCoreTimes& core : frame.readings.cpu->cpus) {
        const Digits cpu(core.cpu);
        for (const auto& [mode, field] : cpuTimeModes)
            sink.add({cpu, mode}, core.times.*field);
    }
}

void addGuestTimes(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.cpu) return;
    for (const CpuCoreTimes& core : frame.readings.cpu->cpus) {
        const Digits cpu(core.cpu);
        sink.add({cpu, "nice"}, core.times.guestNiceSeconds);
        sink.add({cpu, "user"}, core.times.guestSeconds);
    }
}

void addModeRatios(const Frame& frame, SampleSink& sink) {
    if (!frame.rates.cpu) return;
    const CpuShares& total = frame.rates.cpu->total;
    sink.add({"guest"}, total.guest);
    for (const auto& [mode, field] : cpuModes)
        sink.add({mode}, total.*field);
}

void addBusyRatio(const Frame& frame, SampleSink& sink) {
    if (frame.rates.cpu) sink.add({}, frame.rates.cpu->total.busy());
}

void addCoreBusyRatios(const Frame& frame, SampleSink& sink) {
    if (!frame.rates.cpu) return;
    for (const CpuCoreShares& core : frame.rates.cpu->cpus) {
        if (core.shares) sink.add({Digits(core.cpu)}, core.shares->busy());
    }
}

template <auto Field>
void addOfEachCpu(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.cpuFrequencies) return;
    for (const CpuFrequency& cpu : frame.readings.cpuFrequencies->cpus)
        addKnown(sink, {Digits(cpu.cpu)}, cpu.*Field);
}

void addGovernors(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.cpuFrequencies) return;
    for (const CpuFrequency& cpu : frame.readings.cpuFrequencies->cpus)
        for (const std::string& governor : cpu.governors)
            sink.add({Digits(cpu.cpu), governor}, governor == cpu.governor ? 1 : 0);
}

// Threads of one core share its counter, and cores of one package its; each is told once.
using Throttles = std::map<std::pair<int, int>, std::uint64_t>;  // by package and core
Throttles throttles(const Frame& frame, std::optional<std::uint64_t> CpuFrequency::*count, bool ofPackage) {
    Throttles found;
    if (!frame.readings.cpuFrequencies || !frame.readings.cpuTopology) return found;
    const auto& places = frame.readings.cpuTopology->cpus;
    for (const CpuFrequency& cpu : frame.readings.cpuFrequencies->cpus) {
        const auto place = std::ranges::lower_bound(places, cpu.cpu, {}, &CpuPlace::cpu);
        if (!(cpu.*count) || place == places.end() || place->cpu != cpu.cpu || !place->package) continue;
        if (ofPackage)
            found.try_emplace({*place->package, 0}, *(cpu.*count));
        else if (place->core)
            found.try_emplace({*place->package, *place->core}, *(cpu.*count));
    }
    return found;
}

void addCoreThrottles(const Frame& frame, SampleSink& sink) {
    for (const auto& [place, count] : throttles(frame, &CpuFrequency::coreThrottles, false))
        sink.add({Digits(place.second), Digits(place.first)}, static_cast<double>(count));
}

void addPackageThrottles(const Frame& frame, SampleSink& sink) {
    for (const auto& [place, count] : throttles(frame, &CpuFrequency::packageThrottles, true))
        sink.add({Digits(place.first)}, static_cast<double>(count));
}

void addUnattributed(const Frame& frame, SampleSink& sink) {
    if (frame.rates.processes) addKnown(sink, {}, frame.rates.processes->unattributedCpuSeconds);
}

Rows cpuInfoMetrics() {
    using enum MetricKind;
    return passedOn<&FamilyReadings::cpuInfo>(
        "cpu", {
                   {"node_cpu_info",
                    "What the processor is; the value is always 1",
                    Unit::None,
                    Gauge,
                    {"cachesize", "core", "cpu", "family", "microcode", "model", "model_name", "package",
                     "stepping", "vendor"}},
                   {"node_cpu_flag_info",
                    "What the processors can do, by the kernel's words; the value is always 1",
                    Unit::None,
                    Gauge,
                    {"flag"}},
                   {"node_cpu_bug_info",
                    "Flaws that the kernel knows of these processors; the value is always 1",
                    Unit::None,
                    Gauge,
                    {"bug"}},
                   {"node_cpu_frequency_hertz",
                    "Clock of each processor, as cpuinfo tells it",
                    Unit::Hertz,
                    Gauge,
                    {"core", "cpu", "package"}},
                   {"node_cpu_isolated",
                    "1 for processors that the scheduler leaves alone",
                    Unit::None,
                    Gauge,
                    {"cpu"}},
               });
}

}  // namespace

Rows cpuMetrics() {
    using enum MetricKind;
    return together(cpuInfoMetrics(),
                    readFrom<&Readings::cpu>({
                        {"node_cpu_seconds_total",
                         "Time each processor spent in each mode",
                         Unit::Seconds,
                         Counter,
                         {"cpu", "mode"},
                         addTimes},
                        {"node_cpu_guest_seconds_total",
                         "Time each processor ran guest systems; part of user and nice",
                         Unit::Seconds,
                         Counter,
                         {"cpu", "mode"},
                         addGuestTimes},
                    }),
                    readFrom<&Readings::cpuFrequencies>({
                        {"node_cpu_scaling_frequency_hertz",
                         "Clock of each processor now",
                         Unit::Hertz,
                         Gauge,
                         {"cpu"},
                         addOfEachCpu<&CpuFrequency::currentHertz>},
                        {"node_cpu_scaling_frequency_max_hertz",
                         "Highest clock that the policy allows",
                         Unit::Hertz,
                         Gauge,
                         {"cpu"},
                         addOfEachCpu<&CpuFrequency::maximumHertz>},
                        {"node_cpu_scaling_frequency_min_hertz",
                         "Lowest clock that the policy allows",
                         Unit::Hertz,
                         Gauge,
                         {"cpu"},
                         addOfEachCpu<&CpuFrequency::minimumHertz>},
                        {"node_cpu_frequency_max_hertz",
                         "Highest clock that the hardware allows",
                         Unit::Hertz,
                         Gauge,
                         {"cpu"},
                         addOfEachCpu<&CpuFrequency::hardwareMaximumHertz>},
                        {"node_cpu_scaling_governor",
                         "1 for the governor that chooses the clock, 0 for those that could",
                         Unit::None,
                         Gauge,
                         {"cpu", "governor"},
                         addGovernors},
                        {"node_cpu_core_throttles_total",
                         "Times that a core was slowed down for heat",
                         Unit::None,
                         Counter,
                         {"core", "package"},
                         addCoreThrottles},
                        {"node_cpu_package_throttles_total",
                         "Times that a package was slowed down for heat",
                         Unit::None,
                         Counter,
                         {"package"},
                         addPackageThrottles},
                    }),
                    Rows{
                        {"barograph_cpu_busy_ratio",
                         "Share of all processors' time that was not idle and not waiting for I/O",
                         Unit::Ratio,
                         Gauge,
                         {},
                         addBusyRatio},
                        {"barograph_cpu_core_busy_ratio",
                         "Share of each processor's time that was not idle and not waiting for I/O",
                         Unit::Ratio,
                         Gauge,
                         {"cpu"},
                         addCoreBusyRatios},
                        {"barograph_cpu_mode_ratio",
                         "Share of all processors' time in each mode; user and nice without guest time",
                         Unit::Ratio,
                         Gauge,
                         {"mode"},
                         addModeRatios},
                        {"barograph_cpu_unattributed_ratio",
                         "Processors' worth of time that no living process accounts for",
                         Unit::Ratio,
                         Gauge,
                         {},
                         addUnattributed},
                    });
}

}  // namespace baro::catalog
