#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/hosts/subjects/Subjects.h"
#include "core/metrics/catalog/CpuModes.h"

namespace baro::hosts {
namespace {

struct TimesSeen {
    CpuTimes times;
    std::set<std::string_view> modes;

    // Without these nothing can be said of a processor. What other systems than Linux do not count (irq,
    // steal) took no time there.
    bool isComplete() const {
        return modes.contains("idle") && modes.contains("system") && modes.contains("user");
    }
};

void addUp(CpuTimes& total, const CpuTimes& times) {
    for (const auto& [mode, field] : catalog::cpuTimeModes)
        total.*field += times.*field;
    total.guestSeconds += times.guestSeconds;
    total.guestNiceSeconds += times.guestNiceSeconds;
}

std::map<int, TimesSeen> timesOf(SubjectReader& reader) {
    std::map<int, TimesSeen> cpus;
    reader.each("node_cpu_seconds_total", [&cpus](const Labels& labels, double value) {
        const auto cpu = numberIn(labels.value("cpu"));
        const auto mode = std::ranges::find(catalog::cpuTimeModes, labels.value("mode"),
                                            &decltype(catalog::cpuTimeModes)::value_type::first);
        if (!cpu || mode == catalog::cpuTimeModes.end()) return;
        cpus[*cpu].times.*(mode->second) = value;
        cpus[*cpu].modes.insert(mode->first);
    });
    reader.each("node_cpu_guest_seconds_total", [&cpus](const Labels& labels, double value) {
        const auto cpu = numberIn(labels.value("cpu"));
        const auto found = cpu ? cpus.find(*cpu) : cpus.end();
        if (found == cpus.end()) return;
        const bool isNice = labels.value("mode") == "nice";
        (isNice ? found->second.times.guestNiceSeconds : found->second.times.guestSeconds) = value;
    });
    return cpus;
}

void readActivity(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    CpuActivity activity;
    for (const auto& [cpu, seen] : timesOf(reader)) {
        if (!seen.isComplete()) continue;
        activity.cpus.push_back({cpu, seen.times});
        addUp(activity.total, seen.times);
    }
    const bool isKnown = !activity.cpus.empty();
    into.cpu = reader.section(std::move(activity), "its processors' time", isKnown);
}

// Only with node_exporter's --collector.cpu.info.
void readTopology(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    CpuTopology topology;
    std::set<int> packages;
    std::set<std::pair<int, int>> cores;
    reader.each("node_cpu_info", [&](const Labels& labels, double) {
        const auto cpu = numberIn(labels.value("cpu"));
        if (!cpu) return;
        topology.model = labels.value("model_name");
        topology.vendor = labels.value("vendor");
        topology.microcode = labels.value("microcode");
        const auto package = numberIn(labels.value("package"));
        const auto core = numberIn(labels.value("core"));
        topology.cpus.push_back({*cpu, package, core, std::nullopt, CoreClass::Unknown});
        if (package) packages.insert(*package);
        if (package && core) cores.emplace(*package, *core);
    });
    std::ranges::sort(topology.cpus, {}, &CpuPlace::cpu);
    topology.packages = static_cast<int>(packages.size());
    topology.cores = static_cast<int>(cores.size());
    const bool isKnown = !packages.empty() && !cores.empty();
    into.cpuTopology = reader.section(
        std::move(topology), "what processor it has (node_exporter does with --collector.cpu.info)", isKnown);
}

class Frequencies {
  public:
    explicit Frequencies(SubjectReader& reader) : reader_(reader) {}

    void take(std::string_view metric, std::optional<double> CpuFrequency::*field) {
        reader_.each(metric, [this, field](const Labels& labels, double hertz) {
            if (CpuFrequency* cpu = of(labels)) cpu->*field = hertz;
        });
    }

    // What /proc/cpuinfo says, for processors without a driver of clocks.
    void takeFallback() {
        reader_.each("node_cpu_frequency_hertz", [this](const Labels& labels, double hertz) {
            CpuFrequency* const cpu = of(labels);
            if (cpu != nullptr && !cpu->currentHertz) cpu->currentHertz = hertz;
        });
    }

    void takeGovernors() {
        reader_.each("node_cpu_scaling_governor", [this](const Labels& labels, double isChosen) {
            CpuFrequency* const cpu = of(labels);
            if (cpu == nullptr) return;
            cpu->governors.emplace_back(labels.value("governor"));
            if (isChosen == 1) cpu->governor = labels.value("governor");
        });
    }

    // Told once for a core or a package, counted for each of its processors.
    void takeThrottles(const CpuTopology& topology) {
        reader_.each("node_cpu_core_throttles_total", [&](const Labels& labels, double count) {
            throttle(topology, labels, &CpuFrequency::coreThrottles, asCount(count), false);
        });
        reader_.each("node_cpu_package_throttles_total", [&](const Labels& labels, double count) {
            throttle(topology, labels, &CpuFrequency::packageThrottles, asCount(count), true);
        });
    }

    CpuFrequencies finish() {
        CpuFrequencies frequencies;
        for (auto& [number, cpu] : cpus_) {
            std::ranges::sort(cpu.governors);
            frequencies.cpus.push_back(std::move(cpu));
        }
        return frequencies;
    }

  private:
    CpuFrequency* of(const Labels& labels) {
        const auto number = numberIn(labels.value("cpu"));
        return number ? of(*number) : nullptr;
    }
    CpuFrequency* of(int number) {
        CpuFrequency& cpu = cpus_[number];
        cpu.cpu = number;
        return &cpu;
    }

    void throttle(const CpuTopology& topology, const Labels& labels,
                  std::optional<std::uint64_t> CpuFrequency::*field, std::optional<std::uint64_t> count,
                  bool ofPackage) {
        const auto package = numberIn(labels.value("package"));
        const auto core = numberIn(labels.value("core"));
        if (!package || (!core && !ofPackage)) return;
        for (const CpuPlace& place : topology.cpus)
            if (place.package == package && (ofPackage || place.core == core)) of(place.cpu)->*field = count;
    }

    SubjectReader& reader_;
    std::map<int, CpuFrequency> cpus_;
};

void readFrequencies(const HostSeries& series, Readings& into) {
    using F = CpuFrequency;
    SubjectReader reader(series);
    Frequencies frequencies(reader);
    frequencies.take("node_cpu_scaling_frequency_hertz", &F::currentHertz);
    frequencies.take("node_cpu_scaling_frequency_min_hertz", &F::minimumHertz);
    frequencies.take("node_cpu_scaling_frequency_max_hertz", &F::maximumHertz);
    frequencies.take("node_cpu_frequency_max_hertz", &F::hardwareMaximumHertz);
    frequencies.takeFallback();
    frequencies.takeGovernors();
    if (into.cpuTopology) frequencies.takeThrottles(*into.cpuTopology);
    CpuFrequencies found = frequencies.finish();
    const bool isKnown = !found.cpus.empty();
    into.cpuFrequencies = reader.section(std::move(found), "its processors' clocks", isKnown);
}

}  // namespace

void readProcessors(const HostSeries& series, Readings& into) {
    readActivity(series, into);
    readTopology(series, into);
    readFrequencies(series, into);
}

}  // namespace baro::hosts
