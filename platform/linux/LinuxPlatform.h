// This machine, or a recorded one below other roots.
#pragma once

#include <memory>

#include "core/sampling/Platform.h"
#include "platform/linux/Files.h"

namespace baro::platform {

std::unique_ptr<Platform> makeLinuxPlatform(const Roots& roots);

}  // namespace baro::platform
