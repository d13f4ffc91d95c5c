// Graphics processors. A sleeping GPU is never woken: power/runtime_status is read first and the rest left unknown.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace baro {

struct Gpu {
    std::string identity;  // PCI address: "0000:03:00.0"
    std::string driver;    // "amdgpu", "i915", "xe", "nvidia", "nouveau"
    std::string model;     // "Navi 33 [Radeon RX 7600]" where known, else vendor and device id
    bool asleep = false;
    bool discrete = false;
    std::optional<double> busyRatio;         // 0 to 1
    std::optional<double> memoryBusyRatio;
    std::optional<double> memoryUsedBytes;   // video memory
    std::optional<double> memoryTotalBytes;
    std::optional<double> coreClockHertz;
    std::optional<double> memoryClockHertz;
    std::optional<double> temperatureCelsius;
    std::optional<double> temperatureLimitCelsius;
    std::optional<double> powerWatts;
    std::optional<double> powerLimitWatts;
    std::optional<double> fanRpm;
    std::optional<double> fanRatio;
    std::optional<double> encoderRatio;
    std::optional<double> decoderRatio;
    std::optional<double> idleResidencySeconds;  // counter (i915/xe RC6): busy is what is left of the time
    std::string problem;  // why figures are missing
};

struct Gpus {
    std::vector<Gpu> gpus;  // by PCI address
};

}  // namespace baro
