#include "platform/linux/Cpuinfo.h"

#include <cmath>

#include "platform/linux/CpuIdentity.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(CpuinfoFuzz, text) {
    baro::FamilyBuilder families;
    if (baro::platform::tellCpuinfo(text, families))
        for (const auto& family : families.take().families)
            baro::fuzz::require(!family.samples.empty() && std::isfinite(family.samples.front().value));

    const auto info = baro::platform::parseCpuinfo(text);
    if (!info) return;
    int previous = -1;
    for (const auto& processor : info->processors) {
        baro::fuzz::require(processor.cpu > previous);
        baro::fuzz::require(!processor.hertz || (std::isfinite(*processor.hertz) && *processor.hertz > 0));
        baro::fuzz::require(processor.core.value_or(0) >= 0 && processor.package.value_or(0) >= 0);
        previous = processor.cpu;
    }
}
