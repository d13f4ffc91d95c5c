#include "core/model/FrameCodec.h"
#include "tests/fuzz/FuzzInput.h"

// What decodes encodes, and the encoding decodes to the same again.
BARO_FUZZ_TARGET(text) {
    const auto frame = baro::decodeFrame(text);
    if (!frame) return;
    const std::string encoded = baro::encodeFrame(*frame);
    const auto again = baro::decodeFrame(encoded);
    baro::fuzz::require(again.ok());
    baro::fuzz::require(baro::encodeFrame(*again) == encoded);
    // Rates must stand any pair of readings.
    (void)baro::deriveRates(*frame, again->readings, again->takenAt);
}
