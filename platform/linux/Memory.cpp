#include "platform/linux/Memory.h"

#include <algorithm>
#include <string>

#include "core/base/Text.h"
#include "platform/linux/Counters.h"

namespace baro::platform {
namespace {

constexpr double bytesPerKilobyte = 1024;

Error wrongLine(std::size_t number) {
    return malformed("line " + std::to_string(number) +
                     " of meminfo is not \"Name: number\" or \"Name: number kB\"");
}

class MemoryCollector final : public SectionCollector<Memory> {
  public:
    explicit MemoryCollector(const Roots& roots)
        : SectionCollector("memory", std::chrono::seconds(1), &Readings::memory),
          meminfo_(roots.procfs + "/meminfo"),
          arcstats_(roots.procfs + "/spl/kstat/zfs/arcstats") {}

  private:
    Result<Memory> read() override {
        const auto text = meminfo_.read();
        if (!text) return text.error();
        auto meminfo = parseMeminfo(*text, names_);
        if (!meminfo) return meminfo.error();
        names_ = meminfo->names;
        Memory memory{std::move(*meminfo), {}, {}};
        addArc(memory);
        return memory;
    }

    // Most machines have no ZFS, and its module is hardly ever loaded later: look for it once a minute.
    void addArc(Memory& memory) {
        if (readsUntilLook_ > 0) {
            --readsUntilLook_;
            return;
        }
        const auto text = arcstats_.read();
        if (!text && text.error().kind == ErrorKind::Absent) {
            readsUntilLook_ = 59;
            return;
        }
        const auto arc = text ? parseArcstats(*text) : text.error();
        if (!arc) return tellMissing(arc.error());
        memory.zfsArcBytes = arc->sizeBytes;
        memory.zfsArcMinimumBytes = arc->minimumBytes;
    }

    KeptFile meminfo_;
    KeptFile arcstats_;
    int readsUntilLook_ = 0;
    SharedNames names_;
};

}  // namespace

Result<NamedValues> parseMeminfo(std::string_view text, const SharedNames& known) {
    if (endsWithin(text)) return malformed("meminfo is empty or ends within a line");
    NamedValuesBuilder values(known);
    bool total = false;
    for (std::size_t number = 1; auto line = takeLine(text); ++number) {
        const std::string_view name = takeUntil(*line, ':');
        const auto value = takeCounter(*line);
        if (name.empty() || !value) return wrongLine(number);
        const bool isBytes = *line == " kB";
        if (!isBytes && !line->empty()) return wrongLine(number);
        values.add(name, static_cast<double>(*value) * (isBytes ? bytesPerKilobyte : 1));
        total = total || name == "MemTotal";
    }
    if (!total) return malformed("meminfo has no line MemTotal");
    return std::move(values).finish();
}

Result<ArcSizes> parseArcstats(std::string_view text) {
    if (endsWithin(text)) return malformed("arcstats is empty or ends within a line");
    std::optional<std::uint64_t> size;
    std::optional<std::uint64_t> minimum;
    while (auto line = takeLine(text)) {
        const std::string_view name = takeUntil(*line, ' ');
        if (name != "size" && name != "c_min") continue;
        const bool typed = takeCounter(*line).has_value();
        const auto value = takeCounter(*line);
        if (!typed || !value) return malformed("a line of arcstats is not \"name type number\"");
        (name == "size" ? size : minimum) = value;
    }
    if (!size || !minimum) return malformed("arcstats lacks the line size or c_min");
    return ArcSizes{static_cast<double>(*size), static_cast<double>(*minimum)};
}

std::unique_ptr<Collector> makeMemoryCollector(const Roots& roots) {
    return std::make_unique<MemoryCollector>(roots);
}

}  // namespace baro::platform
