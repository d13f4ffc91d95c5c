#include "core/promql/SeriesNotation.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/support/PromQlScript.h"

BARO_FUZZ_TARGET(SeriesNotationFuzz, text) {
    if (const auto series = baro::promql::parseSeries(text))
        baro::fuzz::require(series->points.size() <= 1'000'000);
    if (const auto script = baro::tests::parseScript(text); !script)
        baro::fuzz::require(script.error().message.starts_with("line "));
}
