#include "platform/linux/CpuList.h"

#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(CpuListFuzz, text) {
    const auto list = baro::platform::parseCpuList(text);
    if (!list) return;
    int previous = -1;
    for (const int cpu : list.value()) {
        baro::fuzz::require(cpu > previous && cpu <= 65535);
        previous = cpu;
    }
}
