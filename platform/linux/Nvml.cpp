#include "platform/linux/Nvml.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <optional>

namespace baro::platform {
namespace {

// The few functions, structures and numbers used, as the NVML API reference states them
// (https://docs.nvidia.com/deploy/nvml-api/); names with _v2 are what its header maps the plain names to.
using Device = struct OpaqueDevice*;
using Code = int;
constexpr Code success = 0;
constexpr Code deviceLost = 15;
constexpr Code resetRequired = 16;
constexpr int graphicsClock = 0;
constexpr int memoryClock = 2;
constexpr int coreSensor = 0;
constexpr int slowdownThreshold = 1;

struct Utilization {
    unsigned gpu;     // percent
    unsigned memory;  // percent
};
struct MemoryInfo {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};

struct Functions {
    Code (*init)();
    Code (*shutdown)();
    const char* (*errorString)(Code);
    Code (*handleByPciBusId)(const char*, Device*);
    Code (*utilization)(Device, Utilization*);
    Code (*memory)(Device, MemoryInfo*);
    Code (*clock)(Device, int, unsigned*);
    Code (*temperature)(Device, int, unsigned*);
    Code (*temperatureThreshold)(Device, int, unsigned*);
    Code (*powerUsage)(Device, unsigned*);
    Code (*powerLimit)(Device, unsigned*);
    Code (*fanSpeed)(Device, unsigned*);
    Code (*encoder)(Device, unsigned*, unsigned*);
    Code (*decoder)(Device, unsigned*, unsigned*);
};

template <class F>
bool find(void* library, const char* name, F& function) {
    function = reinterpret_cast<F>(dlsym(library, name));
    return function != nullptr;
}

bool findAll(void* library, Functions& f) {
    return find(library, "nvmlInit_v2", f.init) && find(library, "nvmlShutdown", f.shutdown) &&
           find(library, "nvmlErrorString", f.errorString) &&
           find(library, "nvmlDeviceGetHandleByPciBusId_v2", f.handleByPciBusId) &&
           find(library, "nvmlDeviceGetUtilizationRates", f.utilization) &&
           find(library, "nvmlDeviceGetMemoryInfo", f.memory) &&
           find(library, "nvmlDeviceGetClockInfo", f.clock) &&
           find(library, "nvmlDeviceGetTemperature", f.temperature) &&
           find(library, "nvmlDeviceGetTemperatureThreshold", f.temperatureThreshold) &&
           find(library, "nvmlDeviceGetPowerUsage", f.powerUsage) &&
           find(library, "nvmlDeviceGetEnforcedPowerLimit", f.powerLimit) &&
           find(library, "nvmlDeviceGetFanSpeed", f.fanSpeed) &&
           find(library, "nvmlDeviceGetEncoderUtilization", f.encoder) &&
           find(library, "nvmlDeviceGetDecoderUtilization", f.decoder);
}

std::optional<double> ifSuccess(Code code, unsigned value, double unit) {
    return code == success ? std::optional(value * unit) : std::nullopt;
}

class NvmlLibrary final : public Nvml {
  public:
    explicit NvmlLibrary(std::string file) : file_(std::move(file)) {}
    NvmlLibrary(const NvmlLibrary&) = delete;
    NvmlLibrary& operator=(const NvmlLibrary&) = delete;
    ~NvmlLibrary() override {
        close();
        if (library_ != nullptr) dlclose(library_);
    }

    Status open() override {
        if (isOpen_) return Done{};
        if (const Status loaded = load(); !loaded) return loaded;
        if (const Code code = call_.init(); code != success) return problem("start", code);
        isOpen_ = true;
        return Done{};
    }

    void close() override {
        if (isOpen_) call_.shutdown();
        isOpen_ = false;
    }

    Status read(const std::string& pciAddress, Gpu& into) override {
        if (!isOpen_) return failed("the NVIDIA library is not open");
        Device device = nullptr;
        if (const Code code = call_.handleByPciBusId(pciAddress.c_str(), &device); code != success)
            return problem("find " + pciAddress, code);
        const Code code = readLoad(device, into);
        if (code == deviceLost || code == resetRequired) return problem("read " + pciAddress, code);
        readMemory(device, into);
        readClocks(device, into);
        readHeatAndPower(device, into);
        return Done{};
    }

  private:
    Status load() {
        if (library_ != nullptr) return Done{};
        void* const library = dlopen(file_.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr)
            return absent(fmt::format("figures of NVIDIA devices need {}, which is not installed", file_));
        if (!findAll(library, call_)) {
            dlclose(library);
            return failed(fmt::format("{} is too old: it lacks functions that are needed", file_));
        }
        library_ = library;
        return Done{};
    }

    Error problem(const std::string& action, Code code) const {
        return failed(fmt::format("the NVIDIA library cannot {}: {}", action, call_.errorString(code)));
    }

    Code readLoad(Device device, Gpu& into) const {
        Utilization load{};
        const Code code = call_.utilization(device, &load);
        into.busyRatio = ifSuccess(code, load.gpu, 1e-2);
        into.memoryBusyRatio = ifSuccess(code, load.memory, 1e-2);
        unsigned percent = 0;
        unsigned period = 0;
        into.encoderRatio = ifSuccess(call_.encoder(device, &percent, &period), percent, 1e-2);
        into.decoderRatio = ifSuccess(call_.decoder(device, &percent, &period), percent, 1e-2);
        return code;
    }

    void readMemory(Device device, Gpu& into) const {
        MemoryInfo memory{};
        if (call_.memory(device, &memory) != success) return;
        into.memoryUsedBytes = static_cast<double>(memory.used);
        into.memoryTotalBytes = static_cast<double>(memory.total);
    }

    void readClocks(Device device, Gpu& into) const {
        unsigned megahertz = 0;
        into.coreClockHertz = ifSuccess(call_.clock(device, graphicsClock, &megahertz), megahertz, 1e6);
        into.memoryClockHertz = ifSuccess(call_.clock(device, memoryClock, &megahertz), megahertz, 1e6);
    }

    void readHeatAndPower(Device device, Gpu& into) const {
        unsigned value = 0;
        into.temperatureCelsius = ifSuccess(call_.temperature(device, coreSensor, &value), value, 1);
        into.temperatureLimitCelsius =
            ifSuccess(call_.temperatureThreshold(device, slowdownThreshold, &value), value, 1);
        into.powerWatts = ifSuccess(call_.powerUsage(device, &value), value, 1e-3);
        into.powerLimitWatts = ifSuccess(call_.powerLimit(device, &value), value, 1e-3);
        into.fanRatio = ifSuccess(call_.fanSpeed(device, &value), value, 1e-2);
    }

    std::string file_;
    void* library_ = nullptr;
    Functions call_{};
    bool isOpen_ = false;
};

}  // namespace

std::unique_ptr<Nvml> makeNvmlLibrary(std::string file) {
    return std::make_unique<NvmlLibrary>(std::move(file));
}

}  // namespace baro::platform
