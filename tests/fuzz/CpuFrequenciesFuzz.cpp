#include "platform/linux/CpuFrequencies.h"

#include <cmath>

#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(CpuFrequenciesFuzz, text) {
    const auto hertz = baro::platform::parseKilohertz(text);
    baro::fuzz::require(!hertz || (std::isfinite(hertz.value()) && hertz.value() >= 1000));
}
