#include "core/alerts/ShownText.h"
#include "core/telling/QuietHours.h"
#include "core/telling/Silence.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// What is read is written and read again as the same, and each silence can be used.
BARO_FUZZ_TARGET(SilencesFuzz, text) {
    (void)alerts::QuietHours::parse(text);
    const std::string shown = alerts::shownText(text, 100);
    fuzz::require(shown.size() <= 103 && shown.find('\n') == std::string::npos);
    const auto silences = alerts::parseSilences(text);
    if (!silences) return;
    for (const alerts::Silence& silence : *silences)
        fuzz::require(alerts::checkedSilence(silence).ok());
    const auto again = alerts::parseSilences(alerts::silencesText(*silences));
    fuzz::require(again.ok() && *again == *silences);
}
