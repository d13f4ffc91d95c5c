#include "core/remotewrite/CursorFile.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;

// What is read is written and read again as the same.
BARO_FUZZ_TARGET(CursorFileFuzz, text) {
    const auto cursors = remotewrite::parseCursors(text);
    if (!cursors) return;
    for (const auto& [key, sent] : *cursors)
        fuzz::require(!sent.all().empty() && sent.missing(sent.end()) >= 0);
    const auto again = remotewrite::parseCursors(remotewrite::cursorText(*cursors));
    fuzz::require(again.ok() && again->size() == cursors->size());
}
