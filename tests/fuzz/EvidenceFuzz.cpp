#include "core/alerts/EvidenceJson.h"
#include "core/exports/AlertPage.h"
#include "core/exports/MaskedEvidence.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// What is read is written and read again as the same; and of whatever it holds, nothing is markup or control
// in the page.
BARO_FUZZ_TARGET(EvidenceFuzz, about) {
    const auto evidence = alerts::evidenceIn(about);
    if (!evidence) return;
    fuzz::require(evidence->values.values.size() <= alerts::mostEvidenceValues);
    fuzz::require(evidence->processes.size() <= alerts::mostEvidenceProcesses);
    const std::string once = alerts::aboutAlert(*evidence);
    const auto again = alerts::evidenceIn(once);
    fuzz::require(again.ok() && alerts::aboutAlert(*again) == once);
    exports::TextMask mask({.users = true, .commands = true, .addresses = true});
    exports::learnFrom(*evidence, mask);
    for (const auto& shown : {*evidence, exports::masked(*evidence, mask)}) {
        const std::string page = exports::alertPage(shown, Unit::None);
        for (const char* const never : {"<script", "<img", "<iframe", "\x1b", "\x01", "\xe2\x80\xae"})
            fuzz::require(page.find(never) == std::string::npos);
    }
}
