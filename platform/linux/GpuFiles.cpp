#include "platform/linux/GpuFiles.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <span>

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

// hwmon of the device: https://docs.kernel.org/hwmon/sysfs-interface.html.
class GpuSensors {
  public:
    explicit GpuSensors(const std::string& folder)
        : temperature_(folder + "/temp1_input", 1e-3),
          temperatureLimit_(folder + "/temp1_crit", 1e-3),
          fan_(folder + "/fan1_input"),
          power_{Figure(folder + "/power1_average", 1e-6), Figure(folder + "/power1_input", 1e-6)},
          powerLimit_{Figure(folder + "/power1_cap", 1e-6), Figure(folder + "/power1_max", 1e-6)} {}

    void read(Gpu& into) {
        into.temperatureCelsius = temperature_.read();
        into.temperatureLimitCelsius = temperatureLimit_.read();
        into.fanRpm = fan_.read();
        into.powerWatts = firstOf(power_);
        into.powerLimitWatts = firstOf(powerLimit_);
    }

  private:
    Figure temperature_;
    Figure temperatureLimit_;
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

// i915 (files of the card, by GT since 5.18) and xe (files of the device's tile). Both count the time that
// the engines slept instead of the load.
class IntelGpu final : public GpuReader {
  public:
    explicit IntelGpu(const GpuDevice& device)
        : sensors_(sensorFolder(device)),
          clock_{Figure(device.cardPath + "/gt/gt0/rps_act_freq_mhz", mega),
                 Figure(device.cardPath + "/gt_act_freq_mhz", mega),
                 Figure(device.path + "/tile0/gt0/freq0/act_freq", mega)},
          idle_{Figure(device.cardPath + "/gt/gt0/rc6_residency_ms", 1e-3),
                Figure(device.cardPath + "/power/rc6_residency_ms", 1e-3),
                Figure(device.path + "/tile0/gt0/gtidle/idle_residency_ms", 1e-3)} {}

    void read(Gpu& into) override {
        sensors_.read(into);
        into.coreClockHertz = firstOf(clock_);
        into.idleResidencySeconds = firstOf(idle_);
        if (!into.idleResidencySeconds)
            into.problem = "the driver counts no idle time, so the load is unknown";
    }

  private:
    GpuSensors sensors_;
    std::array<Figure, 3> clock_;
    std::array<Figure, 3> idle_;
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
