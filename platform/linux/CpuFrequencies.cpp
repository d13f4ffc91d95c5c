#include "platform/linux/CpuFrequencies.h"

#include <algorithm>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/CpuList.h"
#include "platform/linux/Cpuinfo.h"

namespace baro::platform {
namespace {

// Asking for a frequency can interrupt the processor asked, and every second that would keep idle ones from
// sleeping deeply (drivers without the APERF and MPERF counters read the hardware on that processor).
constexpr std::chrono::seconds pace{5};
// Limits and governor change when a person or a power profile changes them.
constexpr int readsPerLook = 6;

constexpr double hertzPerKilohertz = 1000;

std::optional<double> hertzIn(const std::string& path) {
    const auto text = readAttribute(path);
    if (!text) return std::nullopt;
    const auto hertz = parseKilohertz(*text);
    return hertz ? std::optional(hertz.value()) : std::nullopt;
}

std::optional<std::uint64_t> countIn(std::optional<KeptFile>& file) {
    if (!file) return std::nullopt;
    const auto text = file->read();
    return text ? parseNumber<std::uint64_t>(trimmed(text.value())) : std::nullopt;
}

std::optional<KeptFile> keptIfThere(const std::string& path) {
    return readFile(path) ? std::optional<KeptFile>(path) : std::nullopt;
}

// Processors that share one clock setting.
struct Policy {
    std::string folder;
    KeptFile current;
    std::vector<int> cpus;
    CpuFrequency facts;  // limits and governor, without processor and current frequency

    void look() {
        facts.minimumHertz = hertzIn(folder + "/scaling_min_freq");
        facts.maximumHertz = hertzIn(folder + "/scaling_max_freq");
        facts.hardwareMaximumHertz = hertzIn(folder + "/cpuinfo_max_freq");
        const auto governor = readAttribute(folder + "/scaling_governor");
        facts.governor = governor ? governor.value() : std::string();
        facts.governors.clear();
        const auto choices = readAttribute(folder + "/scaling_available_governors");
        std::string_view rest = choices ? std::string_view(choices.value()) : std::string_view();
        for (auto name = takeField(rest); !name.empty(); name = takeField(rest))
            facts.governors.emplace_back(name);
    }
};

struct Throttles {
    int cpu = 0;
    std::optional<KeptFile> core;
    std::optional<KeptFile> package;
};

class CpuFrequenciesCollector final : public SectionCollector<CpuFrequencies> {
  public:
    explicit CpuFrequenciesCollector(const Roots& roots)
        : SectionCollector("cpuFrequencies", pace, &Readings::cpuFrequencies),
          cpus_(roots.sysfs + "/devices/system/cpu"),
          online_(cpus_ + "/online"),
          cpuinfo_(roots.procfs + "/cpuinfo") {}

  private:
    Result<CpuFrequencies> read() override {
        lookWhenDue();
        auto frequencies = policies_.empty() ? fromCpuinfo() : fromPolicies();
        if (frequencies)
            for (CpuFrequency& cpu : frequencies->cpus)
                addThrottles(cpu);
        return frequencies;
    }

    // Policies and counters come and go with their processors.
    void lookWhenDue() {
        const auto text = online_.read();
        const std::string online(text ? text.value() : std::string_view());
        if (!lookedAt_ || online != *lookedAt_) {
            lookedAt_ = online;
            findPolicies();
            findThrottles();
            readsUntilLook_ = 0;
        }
        if (readsUntilLook_-- > 0) return;
        readsUntilLook_ = readsPerLook - 1;
        for (Policy& policy : policies_)
            policy.look();
    }

    void findPolicies() {
        policies_.clear();
        findSharedPolicies();
        if (policies_.empty()) findPoliciesOfEach();
    }

    // Kernels before 4.4 have a folder in each processor's own and none beside them.
    void findPoliciesOfEach() {
        const auto cpus = parseCpuList(*lookedAt_);
        if (!cpus) return;
        for (const int cpu : cpus.value()) {
            const std::string folder = cpus_ + "/cpu" + std::to_string(cpu) + "/cpufreq";
            KeptFile current(folder + "/scaling_cur_freq");
            if (current.read()) policies_.push_back({folder, std::move(current), {cpu}, {}});
        }
    }

    void findSharedPolicies() {
        const auto names = listDirectory(cpus_ + "/cpufreq");
        if (!names) return;
        for (const std::string& name : names.value()) {
            if (!name.starts_with("policy")) continue;
            const std::string folder = cpus_ + "/cpufreq/" + name;
            const auto affected = readAttribute(folder + "/affected_cpus");
            if (!affected) continue;
            auto cpus = parseCpuList(affected.value());
            if (!cpus || cpus->empty()) continue;
            policies_.push_back({folder, KeptFile(folder + "/scaling_cur_freq"), std::move(*cpus), {}});
        }
    }

    void findThrottles() {
        throttles_.clear();
        const auto cpus = parseCpuList(*lookedAt_);
        if (!cpus) return;
        for (const int cpu : cpus.value()) {
            const std::string folder = cpus_ + "/cpu" + std::to_string(cpu) + "/thermal_throttle/";
            Throttles throttles{cpu, keptIfThere(folder + "core_throttle_count"),
                                keptIfThere(folder + "package_throttle_count")};
            if (throttles.core || throttles.package) throttles_.push_back(std::move(throttles));
        }
    }

    Result<CpuFrequencies> fromPolicies() {
        CpuFrequencies frequencies;
        for (Policy& policy : policies_) {
            CpuFrequency frequency = policy.facts;
            if (const auto text = policy.current.read())
                if (const auto hertz = parseKilohertz(trimmed(text.value())))
                    frequency.currentHertz = hertz.value();
            for (const int cpu : policy.cpus) {
                frequency.cpu = cpu;
                frequencies.cpus.push_back(frequency);
            }
        }
        std::ranges::sort(frequencies.cpus, {}, &CpuFrequency::cpu);
        return frequencies;
    }

    // Only without cpufreq: on kernels before 5.18 reading cpuinfo measures every processor for 10 ms.
    Result<CpuFrequencies> fromCpuinfo() {
        const auto text = cpuinfo_.read();
        if (!text) return text.error();
        const auto info = parseCpuinfo(*text);
        if (!info) return info.error();
        CpuFrequencies frequencies;
        for (const CpuinfoProcessor& processor : info->processors) {
            if (!processor.hertz) continue;
            CpuFrequency frequency;
            frequency.cpu = processor.cpu;
            frequency.currentHertz = processor.hertz;
            frequencies.cpus.push_back(std::move(frequency));
        }
        if (frequencies.cpus.empty())
            return absent("the kernel tells no processor frequency: it has no cpufreq driver here");
        return frequencies;
    }

    void addThrottles(CpuFrequency& cpu) {
        const auto found = std::ranges::lower_bound(throttles_, cpu.cpu, {}, &Throttles::cpu);
        if (found == throttles_.end() || found->cpu != cpu.cpu) return;
        cpu.coreThrottles = countIn(found->core);
        cpu.packageThrottles = countIn(found->package);
    }

    std::string cpus_;
    KeptFile online_;
    KeptFile cpuinfo_;
    std::optional<std::string> lookedAt_;  // the processors online when policies were looked for
    int readsUntilLook_ = 0;
    std::vector<Policy> policies_;
    std::vector<Throttles> throttles_;  // ascending by processor
};

}  // namespace

Result<double> parseKilohertz(std::string_view text) {
    const auto kilohertz = parseNumber<std::uint64_t>(text);
    if (!kilohertz || *kilohertz == 0) return malformed("a frequency is not a number of kHz");
    return static_cast<double>(*kilohertz) * hertzPerKilohertz;
}

std::unique_ptr<Collector> makeCpuFrequenciesCollector(const Roots& roots) {
    return std::make_unique<CpuFrequenciesCollector>(roots);
}

}  // namespace baro::platform
