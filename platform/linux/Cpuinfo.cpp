#include "platform/linux/Cpuinfo.h"

#include <algorithm>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/ArmCores.h"
#include "platform/linux/Counters.h"
#include "platform/linux/Decimal.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

constexpr double hertzPerMegahertz = 1e6;

void setOnce(std::string& place, std::string_view value) {
    if (place.empty()) place = value;
}

// True unless the line is about one processor and makes no sense.
bool addProcessorLine(std::string_view name, std::string_view value, Cpuinfo& info) {
    auto& processors = info.processors;
    if (name == "processor") {
        const auto number = parseNumber<int>(value);
        if (!number || *number < 0) return false;
        if (!processors.empty() && processors.back().cpu >= *number) return false;
        processors.push_back({*number, {}, {}, {}});
        return true;
    }
    if (processors.empty()) return true;
    if (name == "physical id" || name == "core id") {
        const auto number = parseNumber<int>(value);
        if (!number || *number < 0) return false;
        (name == "core id" ? processors.back().core : processors.back().package) = number;
    }
    if (name == "cpu MHz") {
        const auto megahertz = parseDecimal(value);
        if (!megahertz || *megahertz < 0 || *megahertz >= 1e6) return false;
        // Some hypervisors print 0.000: they do not say.
        if (*megahertz > 0) processors.back().hertz = *megahertz * hertzPerMegahertz;
    }
    return true;
}

// The kinds of cores of an ARM machine, which may have several.
class ArmCores {
  public:
    // True unless the line is one of ARM's and has no number.
    bool take(std::string_view name, std::string_view value) {
        if (name != "CPU implementer" && name != "CPU part") return true;
        const auto number = parseSysfsHex(value);
        if (!number) return false;
        if (name == "CPU implementer") implementer_ = *number;
        const ArmCore core{implementer_, *number};
        if (name == "CPU part" && std::ranges::find(cores_, core) == cores_.end()) cores_.push_back(core);
        return true;
    }

    // On 32 bits the kernel has a name of its own, of the architecture only.
    void name(Cpuinfo& info) const {
        if (cores_.empty()) return;
        const bool isAnyKnown =
            std::ranges::any_of(cores_, [](const ArmCore& core) { return !armCoreName(core).empty(); });
        setOnce(info.vendor, armImplementer(cores_.front().implementer));
        if (!info.model.empty() && !isAnyKnown) return;
        info.model.clear();
        for (const ArmCore& core : cores_)
            info.model.append(info.model.empty() ? "" : ", ").append(armCoreText(core));
    }

  private:
    std::uint32_t implementer_ = 0;
    std::vector<ArmCore> cores_;
};

bool hasFlag(std::string_view flags, std::string_view wanted) {
    while (!flags.empty())
        if (takeUntil(flags, ' ') == wanted) return true;
    return false;
}

void addMachineLine(std::string_view name, std::string_view value, Cpuinfo& info) {
    // x86, then MIPS, then POWER; most others do not say.
    if (name == "model name" || name == "cpu model" || name == "cpu") setOnce(info.model, value);
    if (name == "vendor_id") setOnce(info.vendor, value);
    if (name == "microcode") setOnce(info.microcode, value);
    if (name == "flags" && !info.underHypervisor) info.underHypervisor = hasFlag(value, "hypervisor");
}

}  // namespace

Result<Cpuinfo> parseCpuinfo(std::string_view text) {
    if (endsWithin(text)) return malformed("cpuinfo is empty or ends within a line");
    if (text.find('\0') != std::string_view::npos) return malformed("cpuinfo holds a NUL");
    Cpuinfo info;
    ArmCores cores;
    while (auto line = takeLine(text)) {
        if (trimmed(*line).empty()) continue;
        if (line->find(':') == std::string_view::npos)
            return malformed("a line of cpuinfo is not \"name : value\"");
        const std::string_view name = trimmed(takeUntil(*line, ':'));
        const std::string_view value = trimmed(*line);
        if (!addProcessorLine(name, value, info) || !cores.take(name, value))
            return malformed(
                "cpuinfo does not number its processors upwards or a line of a processor is no number");
        addMachineLine(name, value, info);
    }
    cores.name(info);
    return info;
}

}  // namespace baro::platform
