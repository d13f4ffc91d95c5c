#include "platform/linux/VirtualMemory.h"

#include "tests/fuzz/NamedValuesFuzz.h"

BARO_FUZZ_TARGET(VirtualMemoryFuzz, text) {
    baro::fuzz::requireNamedValues(text, baro::platform::parseVmstat);
}
