#include "platform/linux/Host.h"

#include <cmath>

#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(HostFuzz, text) {
    const auto uptime = baro::platform::parseUptime(text);
    baro::fuzz::require(!uptime || (std::isfinite(uptime.value()) && uptime.value() >= 0));
    baro::fuzz::require(baro::platform::firmwareName(text).size() <= text.size());
}
