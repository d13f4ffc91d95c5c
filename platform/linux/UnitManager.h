// What systemd knows of its units (org.freedesktop.systemd1(5)), behind an interface so that tests need no
// system bus.
#pragma once

#include <string>
#include <vector>

#include "core/base/Result.h"

namespace baro::platform {

struct Unit {
    std::string name;         // "cron.service"
    std::string loadState;    // "loaded", "not-found", "masked", ...
    std::string activeState;  // "active", "activating", "deactivating", "inactive", "failed", ...
    std::string objectPath;
};

// Used by one thread. Every call may take seconds; after an error a later call may succeed.
class UnitManager {
  public:
    virtual ~UnitManager() = default;
    // Absent when there is no system bus or no systemd on it.
    virtual Result<std::vector<Unit>> units() = 0;
    // "Version", "SystemState", "Virtualization".
    virtual Result<std::string> managerText(const std::string& property) = 0;
    // type: "Service", "Timer", "Socket", the last part of the D-Bus interface that has the property.
    virtual Result<std::string> unitText(const Unit& unit, const std::string& type,
                                         const std::string& property) = 0;
    virtual Result<double> unitNumber(const Unit& unit, const std::string& type,
                                      const std::string& property) = 0;
};

}  // namespace baro::platform
