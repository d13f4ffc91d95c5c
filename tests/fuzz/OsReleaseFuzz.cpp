#include "platform/linux/OsRelease.h"

#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(OsReleaseFuzz, text) {
    const auto release = baro::platform::parseOsRelease(text);
    if (!release) return;
    baro::fuzz::require(!release->prettyName.empty() && release->prettyName.size() <= text.size());
    for (const char character : release->prettyName)
        baro::fuzz::require(character < 0 || character >= ' ');
}
