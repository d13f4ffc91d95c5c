#include "platform/linux/NumaMemory.h"

#include <algorithm>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

constexpr double bytesPerKibibyte = 1024;

// Active(anon) becomes Active_anon. Empty when no metric can have that name.
std::string nameOf(std::string_view prefix, std::string_view field, std::string_view suffix) {
    std::string name(prefix);
    for (const char c : field) {
        const bool plain = isWordCharacter(c);
        if (plain || c == '(')
            name += plain ? c : '_';
        else if (c != ')')
            return {};
    }
    return name.append(suffix);
}

class NumaMemoryCollector final : public FamiliesCollector {
  public:
    explicit NumaMemoryCollector(const Roots& roots)
        : FamiliesCollector("meminfo_numa", std::chrono::seconds(5), &FamilyReadings::numaMemory),
          folder_(roots.sysfs + "/devices/system/node/") {}

  protected:
    Result<Families> read() override {
        constexpr std::string_view prefix = "node";
        const auto names = listDirectory(folder_);
        if (!names) return names.error();
        FamilyBuilder families;
        for (const std::string& name : *names) {
            if (!name.starts_with(prefix)) continue;
            const std::string_view node = std::string_view(name).substr(prefix.size());
            if (!parseNumber<unsigned>(node)) continue;
            for (const File& file : files)
                if (const Status status = addFile(families, node, folder_ + name, file); !status)
                    return status.error();
        }
        return families.take();
    }

  private:
    struct File {
        const char* name;
        Status (*parse)(std::string_view text, std::string_view node, FamilyBuilder& into);
    };
    static constexpr File files[] = {{"/meminfo", parseNodeMeminfo}, {"/numastat", parseNumastat}};

    static Status addFile(FamilyBuilder& families, std::string_view node, const std::string& folder,
                          const File& file) {
        const auto text = readFile(folder + file.name);
        if (!text) return text.error();
        return file.parse(*text, node, families);
    }

    std::string folder_;
};

}  // namespace

Status parseNodeMeminfo(std::string_view text, std::string_view node, FamilyBuilder& into) {
    const Error wrong = malformed("a node's meminfo is not lines of \"Node 0 MemFree: 1 kB\"");
    if (text.empty()) return wrong;
    while (auto line = takeLine(text)) {
        const std::string_view start = takeField(*line);
        takeField(*line);
        std::string_view field = takeField(*line);
        const auto number = parseNumber<std::uint64_t>(takeField(*line));
        const std::string_view unit = takeField(*line);
        if (start != "Node" || field.size() < 2 || !field.ends_with(':') || !number) return wrong;
        if ((!unit.empty() && unit != "kB") || !trimmed(*line).empty()) return wrong;
        field.remove_suffix(1);
        const std::string name = nameOf("node_memory_numa_", field, "");
        if (name.empty()) return wrong;
        const double value = static_cast<double>(*number) * (unit.empty() ? 1 : bytesPerKibibyte);
        into.add(name, {MetricKind::Gauge, "Memory of each NUMA node: " + std::string(field), {"node"}},
                 {node}, value);
    }
    return Done{};
}

Status parseNumastat(std::string_view text, std::string_view node, FamilyBuilder& into) {
    const Error wrong = malformed("a node's numastat is not lines of \"numa_hit 1\"");
    if (text.empty()) return wrong;
    while (auto line = takeLine(text)) {
        const std::string_view field = takeField(*line);
        const auto number = parseNumber<std::uint64_t>(takeField(*line));
        const std::string name = nameOf("node_memory_numa_", field, "_total");
        if (field.empty() || !number || name.empty() || !trimmed(*line).empty()) return wrong;
        into.add(
            name,
            {MetricKind::Counter, "Allocations of pages of each NUMA node: " + std::string(field), {"node"}},
            {node}, static_cast<double>(*number));
    }
    return Done{};
}

std::unique_ptr<Collector> makeNumaMemoryCollector(const Roots& roots) {
    return std::make_unique<NumaMemoryCollector>(roots);
}

}  // namespace baro::platform
