// Figures of graphics processors whose drivers tell them in sysfs.
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Gpu.h"
#include "platform/linux/GpuDevices.h"

namespace baro::platform {

// The clock in hertz that is marked as current in amdgpu's table: "0: 500Mhz\n1: 2526Mhz *\n"
// (https://docs.kernel.org/gpu/amdgpu/thermal.html). Malformed when no line or more than one is marked.
Result<double> parseCurrentDpmClock(std::string_view table);

// Reads one device; only called while it is awake. Not thread-safe.
class GpuReader {
  public:
    virtual ~GpuReader() = default;
    virtual void read(Gpu& into) = 0;  // fills what the driver tells; problem when it tells nothing
};

// For amdgpu, i915 and xe; for other drivers the sensors alone.
std::unique_ptr<GpuReader> makeGpuFilesReader(const GpuDevice& device);

}  // namespace baro::platform
