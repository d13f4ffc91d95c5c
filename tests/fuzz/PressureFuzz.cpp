#include "platform/linux/Pressure.h"

#include "tests/fuzz/FuzzInput.h"

namespace {

void requireLine(const std::optional<baro::PressureLine>& line) {
    if (!line) return;
    for (const double ratio : {line->average10Ratio, line->average60Ratio, line->average300Ratio})
        baro::fuzz::require(ratio >= 0 && ratio <= 1);
    baro::fuzz::require(line->stalledSeconds >= 0);
}

}  // namespace

BARO_FUZZ_TARGET(PressureFuzz, text) {
    const auto pressure = baro::platform::parsePressure(text);
    if (!pressure) return;
    baro::fuzz::require(pressure->some || pressure->full);
    requireLine(pressure->some);
    requireLine(pressure->full);
}
