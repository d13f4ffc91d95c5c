#include "platform/linux/CpuIdentity.h"

#include <string>
#include <utility>
#include <vector>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/sampling/FamiliesCollector.h"
#include "platform/linux/Counters.h"
#include "platform/linux/CpuList.h"
#include "platform/linux/Decimal.h"

namespace baro::platform {
namespace {

// The lines of one processor.
class Lines {
  public:
    void clear() { lines_.clear(); }
    void add(std::string_view name, std::string_view value) { lines_.emplace_back(name, value); }
    // Empty when there is none.
    std::string_view operator[](std::string_view name) const {
        for (const auto& [key, value] : lines_)
            if (key == name) return value;
        return {};
    }

  private:
    std::vector<std::pair<std::string_view, std::string_view>> lines_;
};

void tellWords(std::string_view metric, std::string_view words, FamilyBuilder& into) {
    for (auto word = takeField(words); !word.empty(); word = takeField(words))
        into.add(metric, {word}, 1);
}

void tellProcessor(const Lines& lines, bool isFirst, FamilyBuilder& into) {
    const std::string_view cpu = lines["processor"];
    const auto number = parseNumber<int>(cpu);
    if (!number || *number < 0) return;
    const std::string_view core = lines["core id"];
    const std::string_view package = lines["physical id"];
    into.add("node_cpu_info",
             {lines["cache size"], core, cpu, lines["cpu family"], lines["microcode"], lines["model"],
              lines["model name"], package, lines["stepping"], lines["vendor_id"]},
             1);
    constexpr double hertzPerMegahertz = 1e6;
    const auto megahertz = parseDecimal(lines["cpu MHz"]);
    if (megahertz && *megahertz > 0)  // some hypervisors print 0.000
        into.add("node_cpu_frequency_hertz", {core, cpu, package}, *megahertz * hertzPerMegahertz);
    if (!isFirst) return;  // all of a machine have the same
    tellWords("node_cpu_flag_info", lines["flags"], into);
    tellWords("node_cpu_bug_info", lines["bugs"], into);
}

class CpuIdentityCollector final : public FamiliesCollector {
  public:
    explicit CpuIdentityCollector(const Roots& roots)
        : FamiliesCollector("cpuInfo", std::chrono::seconds(30), &FamilyReadings::cpuInfo),
          cpuinfo_(roots.procfs + "/cpuinfo"),
          isolated_(roots.sysfs + "/devices/system/cpu/isolated") {}

  protected:
    Result<Families> read() override {
        const auto text = readFile(cpuinfo_);
        if (!text) return text.error();
        FamilyBuilder families;
        if (Status status = tellCpuinfo(*text, families); !status) return status.error();
        tellIsolated(families);
        return families.take();
    }

  private:
    // An empty list is the rule.
    void tellIsolated(FamilyBuilder& into) const {
        const auto list = readAttribute(isolated_);
        const auto cpus =
            list && !list->empty() ? parseCpuList(*list) : Result<std::vector<int>>(absent("none"));
        if (!cpus) return;
        for (const int cpu : *cpus)
            into.add("node_cpu_isolated", {std::to_string(cpu)}, 1);
    }

    std::string cpuinfo_;
    std::string isolated_;
};

}  // namespace

Status tellCpuinfo(std::string_view text, FamilyBuilder& into) {
    if (endsWithin(text)) return malformed("cpuinfo is empty or ends within a line");
    Lines lines;
    bool isFirst = true;
    const auto finish = [&] {
        if (lines["processor"].empty()) return;
        tellProcessor(lines, isFirst, into);
        isFirst = false;
    };
    while (auto line = takeLine(text)) {
        if (trimmed(*line).empty()) continue;
        if (line->find(':') == std::string_view::npos)
            return malformed("a line of cpuinfo is not \"name : value\"");
        const std::string_view name = trimmed(takeUntil(*line, ':'));
        if (name == "processor") {
            finish();
            lines.clear();
        }
        lines.add(name, trimmed(*line));
    }
    finish();
    return Done{};
}

std::unique_ptr<Collector> makeCpuIdentityCollector(const Roots& roots) {
    return std::make_unique<CpuIdentityCollector>(roots);
}

}  // namespace baro::platform
