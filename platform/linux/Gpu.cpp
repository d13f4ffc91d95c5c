#include "platform/linux/Gpu.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "platform/linux/GpuDevices.h"
#include "platform/linux/GpuFiles.h"
#include "platform/linux/GpuSleep.h"
#include "platform/linux/RuntimePower.h"

namespace baro::platform {
namespace {

using Verdict = RuntimePower::Verdict;

constexpr auto gpuRediscoveryInterval = std::chrono::seconds(60);

// Works as good as nothing: a desktop that stands still costs a percent now and then.
bool isIdle(const Gpu& gpu) {
    if (gpu.busyRatio) return *gpu.busyRatio <= 0.02;
    return gpu.coreClockHertz.value_or(0) == 0;
}

// For a recorded machine: this machine's library knows nothing of it.
class NoNvml final : public Nvml {
  public:
    Status open() override { return absent("figures of NVIDIA devices are not part of a recorded machine"); }
    void close() override {}
    Status read(const std::string&, Gpu&) override { return open(); }
};

class WatchedGpu {
  public:
    explicit WatchedGpu(GpuDevice device)
        : device_(std::move(device)),
          power_(device_.path),
          files_(isNvidia() ? nullptr : makeGpuFilesReader(device_)) {}

    const GpuDevice& device() const { return device_; }
    bool isNvidia() const { return device_.driver == "nvidia"; }
    GpuReader* files() { return files_.get(); }
    bool isThere() const { return std::filesystem::exists(device_.path); }

    Verdict verdict(const Instant& now) {
        canSleep_ = !hasLitDisplay(device_.path);
        return power_.verdict(now, canSleep_);
    }
    void wasRead(const Instant& now, const Gpu& gpu) { power_.wasRead(now, canSleep_ && isIdle(gpu)); }

    Gpu describe(Verdict verdict) const {
        Gpu gpu;
        gpu.identity = device_.identity;
        gpu.driver = device_.driver;
        gpu.model = device_.model;
        gpu.discrete = device_.discrete;
        gpu.asleep = verdict == Verdict::Asleep;
        if (verdict == Verdict::Asleep) gpu.problem = "asleep";
        if (verdict == Verdict::Resting) gpu.problem = "idle; left alone for a while, so that it can sleep";
        return gpu;
    }

  private:
    GpuDevice device_;
    RuntimePower power_;
    std::unique_ptr<GpuReader> files_;  // null for NVIDIA
    bool canSleep_ = false;
};

class GpuCollector final : public Collector {
  public:
    GpuCollector(Roots roots, std::unique_ptr<Nvml> nvml, PciNames names)
        : roots_(std::move(roots)), names_(std::move(names)), nvml_(std::move(nvml)) {}

    std::string_view name() const override { return "gpu"; }
    std::chrono::milliseconds interval() const override { return std::chrono::seconds(1); }

    Status collect(const Instant& now, Readings& into) override {
        if (isDiscoveryDue(now)) discover(now);
        if (watched_.empty()) {
            const Error none = absent("this machine has no graphics processor that the kernel knows");
            into.gpus = none;
            return none;
        }
        into.gpus = Section<Gpus>(readAll(now), now);
        return Done{};
    }

  private:
    bool isDiscoveryDue(const Instant& now) const {
        return !discoveredAt_ || now.monotonic - *discoveredAt_ >= gpuRediscoveryInterval ||
               !std::ranges::all_of(watched_, &WatchedGpu::isThere);
    }

    // Known devices are kept, for they remember when they may be read again.
    void discover(const Instant& now) {
        discoveredAt_ = now.monotonic;
        std::vector<WatchedGpu> found;
        for (GpuDevice& device : findGpuDevices(roots_, names_)) {
            const auto known = std::ranges::find_if(watched_, [&device](const WatchedGpu& gpu) {
                return gpu.device().path == device.path && gpu.device().driver == device.driver;
            });
            if (known != watched_.end())
                found.push_back(std::move(*known));
            else
                found.emplace_back(std::move(device));
        }
        watched_ = std::move(found);
    }

    Gpus readAll(const Instant& now) {
        std::vector<Verdict> verdicts;
        for (WatchedGpu& gpu : watched_)
            verdicts.push_back(gpu.verdict(now));
        const Status nvidia = prepareNvidia(verdicts);
        Gpus gpus;
        for (std::size_t i = 0; i < watched_.size(); ++i) {
            Gpu& gpu = gpus.gpus.emplace_back(watched_[i].describe(verdicts[i]));
            if (verdicts[i] == Verdict::Read) readOne(now, watched_[i], nvidia, gpu);
        }
        releaseNvidia(now);
        return gpus;
    }

    void readOne(const Instant& now, WatchedGpu& watched, const Status& nvidia, Gpu& gpu) {
        if (!watched.isNvidia()) {
            watched.files()->read(gpu);
        } else if (!nvidia) {
            gpu.problem = nvidia.error().message;
            return;
        } else if (const Status read = nvml_->read(gpu.identity, gpu); !read) {
            gpu.problem = read.error().message;
            nvml_->close();  // a lost device is found again only by a library that starts anew
            return;
        }
        watched.wasRead(now, gpu);
    }

    // Opens the library when it is wanted and nobody sleeps; otherwise says why not.
    Status prepareNvidia(const std::vector<Verdict>& verdicts) {
        bool isWanted = false;
        for (std::size_t i = 0; i < watched_.size(); ++i) {
            if (!watched_[i].isNvidia()) continue;
            if (verdicts[i] == Verdict::Asleep) {
                nvml_->close();
                return failed(
                    "not read: the driver's library would wake the other NVIDIA device, which is asleep");
            }
            if (verdicts[i] == Verdict::Read) isWanted = true;
        }
        return isWanted ? nvml_->open() : Status(Done{});
    }

    void releaseNvidia(const Instant& now) {
        const bool isWanted = std::ranges::any_of(watched_, [&now](WatchedGpu& gpu) {
            return gpu.isNvidia() && gpu.verdict(now) == Verdict::Read;
        });
        if (!isWanted) nvml_->close();
    }

    Roots roots_;
    PciNames names_;
    std::unique_ptr<Nvml> nvml_;
    std::optional<Nanoseconds> discoveredAt_;  // monotonic
    std::vector<WatchedGpu> watched_;
};

}  // namespace

std::unique_ptr<Collector> makeGpuCollector(const Roots& roots) {
    return makeGpuCollector(
        roots, roots.isThisMachine() ? makeNvmlLibrary() : std::unique_ptr<Nvml>(std::make_unique<NoNvml>()),
        PciNames());
}

std::unique_ptr<Collector> makeGpuCollector(const Roots& roots, std::unique_ptr<Nvml> nvml, PciNames names) {
    return std::make_unique<GpuCollector>(roots, std::move(nvml), std::move(names));
}

}  // namespace baro::platform
