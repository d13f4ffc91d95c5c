// Who is there on the desktop's D-Bus (https://dbus.freedesktop.org/doc/dbus-specification.html).
#pragma once

#include <string>

#include "core/base/Result.h"

namespace baro::platform {

// Whether some program owns that name on the session bus, or could be started for it. Absent when there is no
// session bus. Blocks, 2 s at most.
Result<bool> sessionBusHas(const std::string& name);

}  // namespace baro::platform
