#include "platform/linux/Load.h"

#include <cmath>
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(LoadFuzz, text) {
    const auto load = baro::platform::parseLoadavg(text);
    if (!load) return;
    for (const double average : {load->oneMinute, load->fiveMinutes, load->fifteenMinutes})
        baro::fuzz::require(std::isfinite(average) && average >= 0);
}
