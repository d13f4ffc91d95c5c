// Which graphics processors there are. Nothing here touches the hardware: asleep ones stay asleep.
#pragma once

#include <string>
#include <vector>

#include "platform/linux/Files.h"
#include "platform/linux/PciNames.h"

namespace baro::platform {

struct GpuDevice {
    std::string identity;  // PCI address
    std::string path;      // of the PCI device
    std::string cardPath;  // of the DRM device below it; empty when its driver makes none
    std::string driver;    // empty when none is bound
    std::string model;
    bool discrete = false;
};

// From class/drm, and NVIDIA devices from their driver's list, since that driver makes no DRM device unless
// asked to. By PCI address.
std::vector<GpuDevice> findGpuDevices(const Roots& roots, PciNames& names);

}  // namespace baro::platform
