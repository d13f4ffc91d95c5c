#include "platform/linux/Memory.h"

#include "tests/fuzz/NamedValuesFuzz.h"

BARO_FUZZ_TARGET(MemoryFuzz, text) {
    baro::fuzz::requireNamedValues(text, baro::platform::parseMeminfo);
    if (const auto meminfo = baro::platform::parseMeminfo(text, nullptr)) {
        const auto use = baro::memoryUse({meminfo.value(), {}, {}});
        baro::fuzz::require(!use ||
                            (use->used >= 0 && use->cached >= 0 && use->buffers >= 0 && use->free >= 0));
    }
    if (const auto arc = baro::platform::parseArcstats(text))
        baro::fuzz::require(arc.value().sizeBytes >= 0 && arc.value().minimumBytes >= 0);
}
