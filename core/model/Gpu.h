// Graphics processors. A sleeping GPU is never woken: power/runtime_status is read first and the rest left
// unknown.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace baro {

// One of several parts with a clock of its own: a GT of Intel's, of which newer processors have one that
// draws and one for video.
struct GpuPart {
    std::string name;                            // the driver's: "gt1", "tile0/gt1"
    std::optional<double> clockHertz;            // 0 while it sleeps
    std::optional<double> idleResidencySeconds;  // counter: the time that it slept
};

struct Gpu {
    std::string identity;  // PCI address: "0000:03:00.0"
    std::string driver;    // "amdgpu", "i915", "xe", "nvidia", "nouveau"
    std::string model;     // "Navi 33 [Radeon RX 7600]" where known, else vendor and device id
    bool asleep = false;
    bool discrete = false;
    std::optional<double> busyRatio;  // 0 to 1
    std::optional<double> memoryBusyRatio;
    std::optional<double> memoryUsedBytes;  // video memory
    std::optional<double> memoryTotalBytes;
    std::optional<double> coreClockHertz;  // of the part that runs fastest
    std::optional<double> memoryClockHertz;
    std::optional<double> temperatureCelsius;
    std::optional<double> temperatureLimitCelsius;
    std::optional<double> powerWatts;
    std::optional<double> powerLimitWatts;
    std::optional<double> fanRpm;
    std::optional<double> fanRatio;
    std::optional<double> encoderRatio;
    std::optional<double> decoderRatio;
    // Counter (i915/xe RC6) of the first part: busy is what is left of the time.
    std::optional<double> idleResidencySeconds;
    std::string problem;         // why figures are missing
    std::vector<GpuPart> parts;  // empty where there is one only
};

struct Gpus {
    std::vector<Gpu> gpus;  // by PCI address
};

}  // namespace baro
