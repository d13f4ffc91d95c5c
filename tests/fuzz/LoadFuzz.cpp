#include "platform/linux/Load.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(LoadFuzz, text) {
    const auto load = baro::platform::parseLoadavg(text);
    baro::fuzz::require(!load || load->oneMinute >= 0);
}
