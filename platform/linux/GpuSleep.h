// Whether a graphics processor may go to sleep at all.
#pragma once

#include <string>

namespace baro::platform {

// A device that drives a lit display never sleeps, so reading it every second costs nothing more. devicePath
// is the PCI device; its connectors are listed below drm/cardN/cardN-*, and asking for "enabled" does not
// touch the hardware.
bool hasLitDisplay(const std::string& devicePath);

// PCI class 0x03....: a display controller.
bool isDisplayController(const std::string& devicePath);

}  // namespace baro::platform
