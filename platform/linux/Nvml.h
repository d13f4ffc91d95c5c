// NVIDIA's management library, opened at run time: Barograph neither needs it to build nor to run.
#pragma once

#include <memory>
#include <string>

#include "core/base/Result.h"
#include "core/model/Gpu.h"

namespace baro::platform {

// An open library holds its devices awake, and asking for one device can initialise all of them: call it only
// while every NVIDIA device is awake, and close it as soon as they have nothing to do. Calls may block. Not
// thread-safe.
class Nvml {
  public:
    virtual ~Nvml() = default;
    virtual Status open() = 0;  // again does nothing; Absent when the library is not installed
    virtual void close() = 0;   // again does nothing
    // Fills what the device tells; what it does not support stays unknown. Fails when the device does not
    // answer.
    virtual Status read(const std::string& pciAddress, Gpu& into) = 0;
};

std::unique_ptr<Nvml> makeNvmlLibrary(std::string file = "libnvidia-ml.so.1");

}  // namespace baro::platform
