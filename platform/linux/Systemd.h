// systemd's units and their states, timers and sockets.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"
#include "platform/linux/UnitManager.h"

namespace baro::platform {

// "252.38-1~deb12u1" is 252.38: the first number of three digits or more, with what stands behind its point.
std::optional<double> systemdVersion(std::string_view text);

// D-Bus may hang, so run it apart.
std::unique_ptr<Collector> makeUnitsCollector(std::unique_ptr<UnitManager> manager);
// Of this machine; a recorded one has no units.
std::unique_ptr<Collector> makeSystemdCollector(const Roots& roots);

}  // namespace baro::platform
