// This machine, or a recorded one below other roots.
#pragma once

#include <memory>

#include "core/metrics/ExposedCollectors.h"
#include "core/sampling/Platform.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// choice: which collectors of metrics that only an exposition needs are read at all.
std::unique_ptr<Platform> makeLinuxPlatform(const Roots& roots, const CollectorChoice& choice = {});

}  // namespace baro::platform
