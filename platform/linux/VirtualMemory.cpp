#include "platform/linux/VirtualMemory.h"

#include <string>

#include "core/base/Text.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

class VirtualMemoryCollector final : public SectionCollector<VirtualMemory> {
  public:
    explicit VirtualMemoryCollector(const Roots& roots)
        : SectionCollector("virtualMemory", std::chrono::seconds(1), &Readings::virtualMemory),
          file_(roots.procfs + "/vmstat") {}

  private:
    Result<VirtualMemory> read() override {
        const auto text = file_.read();
        if (!text) return text.error();
        auto counters = parseVmstat(*text, names_);
        if (!counters) return counters.error();
        names_ = counters->names;
        return VirtualMemory{std::move(*counters)};
    }

    KeptFile file_;
    SharedNames names_;
};

}  // namespace

Result<NamedValues> parseVmstat(std::string_view text, const SharedNames& known) {
    if (endsWithin(text)) return malformed("vmstat is empty or ends within a line");
    NamedValuesBuilder counters(known);
    for (std::size_t number = 1; auto line = takeLine(text); ++number) {
        const std::string_view name = takeUntil(*line, ' ');
        const auto value = takeCounter(*line);
        if (name.empty() || !value || !line->empty())
            return malformed("line " + std::to_string(number) + " of vmstat is not \"name number\"");
        counters.add(name, static_cast<double>(*value));
    }
    return std::move(counters).finish();
}

std::unique_ptr<Collector> makeVirtualMemoryCollector(const Roots& roots) {
    return std::make_unique<VirtualMemoryCollector>(roots);
}

}  // namespace baro::platform
