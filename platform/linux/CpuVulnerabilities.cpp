#include "platform/linux/CpuVulnerabilities.h"

#include <array>

#include "core/base/Text.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

struct State {
    std::string_view text;
    std::string_view name;
};
constexpr std::array wordsOfStates{
    State{"Not affected", "not affected"},
    State{"Vulnerable", "vulnerable"},
    State{"Mitigation", "mitigation"},
    State{"Unknown", "unknown"},
};

class CpuVulnerabilitiesCollector final : public FamiliesCollector {
  public:
    explicit CpuVulnerabilitiesCollector(const Roots& roots)
        : FamiliesCollector("cpu_vulnerabilities", std::chrono::seconds(60),
                            &FamilyReadings::cpuVulnerabilities),
          folder_(roots.sysfs + "/devices/system/cpu/vulnerabilities/") {}

  protected:
    Result<Families> read() override {
        const auto names = listDirectory(folder_);
        if (!names) return names.error();
        FamilyBuilder families;
        for (const std::string& name : *names) {
            const auto text = readAttribute(folder_ + name);
            if (!text) return text.error();
            const CpuVulnerability told = parseCpuVulnerability(*text);
            families.add("node_cpu_vulnerabilities_info", {name, told.mitigation, told.state}, 1);
        }
        return families.take();
    }

  private:
    std::string folder_;
};

}  // namespace

CpuVulnerability parseCpuVulnerability(std::string_view text) {
    constexpr std::string_view hypervisor = "KVM: ";
    text = trimmed(text);
    std::string_view rest = text.starts_with(hypervisor) ? text.substr(hypervisor.size()) : text;
    for (const State& state : wordsOfStates) {
        if (!rest.starts_with(state.text)) continue;
        rest.remove_prefix(state.text.size());
        if (rest.starts_with(":")) rest.remove_prefix(1);
        return {std::string(state.name), std::string(trimmed(rest))};
    }
    return {"unknown", std::string(text)};
}

std::unique_ptr<Collector> makeCpuVulnerabilitiesCollector(const Roots& roots) {
    return std::make_unique<CpuVulnerabilitiesCollector>(roots);
}

}  // namespace baro::platform
