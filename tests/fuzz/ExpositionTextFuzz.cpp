#include "core/metrics/ExpositionText.h"

#include "core/base/Characters.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(ExpositionTextFuzz, text) {
    const auto families = baro::parseExposition(text);
    if (!families) return;
    for (const auto& family : *families) {
        baro::fuzz::require(baro::isMetricName(family.name) && !family.samples.empty());
        for (const auto& sample : family.samples)
            baro::fuzz::require(sample.name.starts_with(family.name));
    }
}
