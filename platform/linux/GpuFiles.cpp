#include "platform/linux/GpuFiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/NaturalOrder.h"
#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

constexpr double mega = 1e6;

// One number file, in base units.
class Figure {
  public:
    explicit Figure(std::string path, double unit = 1) : file_(std::move(path)), unit_(unit) {}

    std::optional<double> read() {
        const auto text = file_.read();
        if (!text) return std::nullopt;
        const auto raw = parseSysfsInteger(*text);
        if (!raw || *raw < 0) return std::nullopt;
        return static_cast<double>(*raw) * unit_;
    }
    std::optional<double> readRatio() {
        const auto ratio = read();
        return ratio && *ratio <= 1 ? ratio : std::nullopt;
    }

  private:
    KeptFile file_;
    double unit_;
};

// The first file that has a number: names changed between kernels.
std::optional<double> firstOf(std::span<Figure> figures) {
    for (Figure& figure : figures)
        if (const auto value = figure.read()) return value;
    return std::nullopt;
}

std::string sensorFolder(const GpuDevice& device) {
    const auto chips = listDirectory(device.path + "/hwmon");
    return device.path + "/hwmon/" + (chips && !chips->empty() ? chips->front() : "none");
}

bool hasFile(const std::string& path) {
    std::error_code failure;
    return std::filesystem::exists(path, failure);
}

// hwmon of the device: https://docs.kernel.org/hwmon/sysfs-interface.html. xe has no first temperature, the
// second is of the whole package, and a limit of 0 is none
// (Documentation/ABI/testing/sysfs-driver-intel-xe-hwmon); its power1_cap is what a moment may take,
// power1_max what it may take for long.
class GpuSensors {
  public:
    explicit GpuSensors(const std::string& folder)
        : temperature_(folder + (hasFile(folder + "/temp1_input") ? "/temp1" : "/temp2")),
          fan_(folder + "/fan1_input"),
          power_{Figure(folder + "/power1_average", 1e-6), Figure(folder + "/power1_input", 1e-6)},
          powerLimit_{Figure(folder + "/power1_max", 1e-6), Figure(folder + "/power1_cap", 1e-6)} {}

    void read(Gpu& into) {
        into.temperatureCelsius = temperature_.now.read();
        into.temperatureLimitCelsius = temperature_.limit.read();
        into.fanRpm = fan_.read();
        into.powerWatts = firstOf(power_);
        for (Figure& limit : powerLimit_)
            if (const auto watts = limit.read(); watts && *watts > 0 && !into.powerLimitWatts)
                into.powerLimitWatts = watts;
    }

  private:
    struct Temperature {
        explicit Temperature(const std::string& channel)
            : now(channel + "_input", 1e-3), limit(channel + "_crit", 1e-3) {}
        Figure now;
        Figure limit;
    };

    Temperature temperature_;
    Figure fan_;
    std::array<Figure, 2> power_;
    std::array<Figure, 2> powerLimit_;
};

class SensorsOnly final : public GpuReader {
  public:
    explicit SensorsOnly(const GpuDevice& device)
        : sensors_(sensorFolder(device)),
          problem_(device.driver.empty() ? "no driver is bound to this device"
                                         : fmt::format("the driver {} tells no load", device.driver)) {}
    void read(Gpu& into) override {
        sensors_.read(into);
        into.problem = problem_;
    }

  private:
    GpuSensors sensors_;
    std::string problem_;
};

// https://docs.kernel.org/gpu/amdgpu/thermal.html and driver-misc.html
class AmdGpu final : public GpuReader {
  public:
    explicit AmdGpu(const GpuDevice& device)
        : sensors_(sensorFolder(device)),
          busy_(device.path + "/gpu_busy_percent", 1e-2),
          memoryBusy_(device.path + "/mem_busy_percent", 1e-2),
          memoryUsed_(device.path + "/mem_info_vram_used"),
          memoryTotal_(device.path + "/mem_info_vram_total"),
          coreClock_(device.path + "/pp_dpm_sclk"),
          memoryClock_(device.path + "/pp_dpm_mclk") {}

    void read(Gpu& into) override {
        sensors_.read(into);
        into.busyRatio = busy_.readRatio();
        into.memoryBusyRatio = memoryBusy_.readRatio();
        into.memoryUsedBytes = memoryUsed_.read();
        into.memoryTotalBytes = memoryTotal_.read();
        into.coreClockHertz = clock(coreClock_);
        into.memoryClockHertz = clock(memoryClock_);
        if (!into.busyRatio) into.problem = "amdgpu tells no load for this device";
    }

  private:
    static std::optional<double> clock(KeptFile& file) {
        const auto table = file.read();
        if (!table) return std::nullopt;
        const auto hertz = parseCurrentDpmClock(*table);
        return hertz ? std::optional(*hertz) : std::nullopt;
    }

    GpuSensors sensors_;
    Figure busy_, memoryBusy_, memoryUsed_, memoryTotal_;
    KeptFile coreClock_, memoryClock_;
};

// A GT: a part of an Intel device with a clock and a sleep of its own.
struct Gt {
    Gt(std::string called, const std::string& clockPath, const std::string& idlePath)
        : name(std::move(called)), clock(clockPath, mega), idle(idlePath, 1e-3) {}

    std::string name;
    Figure clock;
    Figure idle;
};

// "gt0", "gt1" in a folder that has others, too.
std::vector<std::string> numberedEntries(const std::string& folder, std::string_view prefix) {
    const auto names = listDirectory(folder);
    std::vector<std::string> found;
    if (!names) return found;
    for (const std::string& name : *names)
        if (name.starts_with(prefix) && parseNumber<unsigned>(std::string_view(name).substr(prefix.size())))
            found.push_back(name);
    std::ranges::sort(found, isBeforeNaturally);
    return found;
}

// i915 has them below the card since 5.18 (drivers/gpu/drm/i915/gt/intel_gt_sysfs_pm.c of the kernel), xe in
// tiles of the device (drivers/gpu/drm/xe/xe_gt_freq.c, xe_gt_idle.c). The first one draws; from Meteor Lake
// on there is another one for video.
std::vector<Gt> findGts(const GpuDevice& device) {
    std::vector<Gt> gts;
    for (const std::string& gt : numberedEntries(device.cardPath + "/gt", "gt")) {
        const std::string path = device.cardPath + "/gt/" + gt;
        gts.emplace_back(gt, path + "/rps_act_freq_mhz", path + "/rc6_residency_ms");
    }
    for (const std::string& tile : numberedEntries(device.path, "tile")) {
        for (const std::string& gt : numberedEntries(device.path + "/" + tile, "gt")) {
            const std::string name = tile + "/" + gt;
            const std::string path = device.path + "/" + name;
            gts.emplace_back(name, path + "/freq0/act_freq", path + "/gtidle/idle_residency_ms");
        }
    }
    if (gts.empty())  // i915 before
        gts.emplace_back("gt0", device.cardPath + "/gt_act_freq_mhz",
                         device.cardPath + "/power/rc6_residency_ms");
    return gts;
}

// i915 and xe. Both count the time that the engines slept instead of the load.
class IntelGpu final : public GpuReader {
  public:
    explicit IntelGpu(const GpuDevice& device) : sensors_(sensorFolder(device)), gts_(findGts(device)) {}

    void read(Gpu& into) override {
        sensors_.read(into);
        std::vector<GpuPart> parts;
        for (Gt& gt : gts_)
            parts.push_back({gt.name, gt.clock.read(), gt.idle.read()});
        into.idleResidencySeconds = parts.front().idleResidencySeconds;
        for (const GpuPart& part : parts) {
            if (part.clockHertz)
                into.coreClockHertz = std::max(into.coreClockHertz.value_or(0), *part.clockHertz);
            if (!part.idleResidencySeconds)
                into.problem = "the driver counts no idle time of " + part.name + ", so the load is unknown";
        }
        if (parts.size() > 1) into.parts = std::move(parts);
    }

  private:
    GpuSensors sensors_;
    std::vector<Gt> gts_;  // never empty
};

// A number, or "S" for a clock in deep sleep (https://docs.kernel.org/gpu/amdgpu/thermal.html).
bool isClockLevel(std::string_view text) {
    return text == "S" || parseNumber<std::uint32_t>(text);
}

// "1: 2526Mhz *": nothing for a line that is not marked.
Result<std::optional<double>> markedClock(std::string_view line) {
    const Error wrong = malformed("a clock table holds a line that is not \"level: number Mhz\"");
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isClockLevel(trimmed(line.substr(0, colon)))) return wrong;
    std::string_view rest = line.substr(colon + 1);
    std::string_view clock = takeField(rest);
    if (!clock.ends_with("Mhz")) return wrong;
    clock.remove_suffix(3);
    const auto megahertz = parseNumber<std::uint32_t>(clock);
    if (!megahertz) return wrong;
    const auto mark = trimmed(rest);
    if (mark.empty()) return std::optional<double>();
    if (mark != "*") return wrong;
    return std::optional(*megahertz * mega);
}

}  // namespace

Result<double> parseCurrentDpmClock(std::string_view table) {
    std::optional<double> current;
    while (const auto line = takeLine(table)) {
        if (trimmed(*line).empty()) continue;
        const auto marked = markedClock(*line);
        if (!marked) return marked.error();
        if (!*marked) continue;
        if (current) return malformed("a clock table marks two current levels");
        current = **marked;
    }
    if (!current) return malformed("a clock table marks no current level");
    return *current;
}

std::unique_ptr<GpuReader> makeGpuFilesReader(const GpuDevice& device) {
    if (device.driver == "amdgpu") return std::make_unique<AmdGpu>(device);
    if (device.driver == "i915" || device.driver == "xe") return std::make_unique<IntelGpu>(device);
    return std::make_unique<SensorsOnly>(device);
}

}  // namespace baro::platform
