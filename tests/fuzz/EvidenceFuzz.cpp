#include "core/alerts/EvidenceJson.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// What is read is written and read again as the same.
BARO_FUZZ_TARGET(EvidenceFuzz, about) {
    const auto evidence = alerts::evidenceIn(about);
    if (!evidence) return;
    fuzz::require(evidence->values.values.size() <= alerts::mostEvidenceValues);
    fuzz::require(evidence->processes.size() <= alerts::mostEvidenceProcesses);
    const std::string once = alerts::aboutAlert(*evidence);
    const auto again = alerts::evidenceIn(once);
    fuzz::require(again.ok() && alerts::aboutAlert(*again) == once);
}
