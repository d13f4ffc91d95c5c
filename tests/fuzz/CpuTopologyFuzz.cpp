#include "platform/linux/CpuTopology.h"

#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(CpuTopologyFuzz, text) {
    const auto bytes = baro::platform::parseCacheSize(text);
    baro::fuzz::require(!bytes || (bytes.value() >= 1024 && bytes.value() % 1024 == 0));
}
