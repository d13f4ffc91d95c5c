// systemd, asked over D-Bus (sd-bus(3)).
#pragma once

#include <functional>
#include <memory>

#include "platform/linux/UnitManager.h"

struct sd_bus;

namespace baro::platform {

// Gives a started connection, or a negative errno.
using OpenBus = std::function<int(sd_bus** bus)>;

// Connects at the first question, and anew after an error. Nothing is started by asking. A call is given up
// after 5 s.
std::unique_ptr<UnitManager> makeSystemdBus(OpenBus open);

// The system bus, where $DBUS_SYSTEM_BUS_ADDRESS or the default says.
std::unique_ptr<UnitManager> makeSystemdBus();

}  // namespace baro::platform
