#include "core/model/FrameCodec.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedFrames.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;

namespace {

// What decodes encodes, and the encoding decodes to the same again.
void check(std::string_view bytes, const Frame& neighbour) {
    const auto frame = decodeFrame(bytes);
    if (!frame) return fuzz::require(frame.error().kind == ErrorKind::Malformed);
    const std::string encoded = encodeFrame(*frame);
    const auto again = decodeFrame(encoded);
    fuzz::require(again.ok());
    fuzz::require(encodeFrame(*again) == encoded);
    // Rates must stand any pair of readings.
    for (const auto& [before, now] :
         {std::pair{&*frame, &*again}, std::pair{&*frame, &neighbour}, std::pair{&neighbour, &*frame}})
        (void)deriveRates(*before, now->readings, now->takenAt);
}

}  // namespace

BARO_FUZZ_TARGET(FrameFuzz, text) {
    static const std::vector<Frame> seeds = fuzz::seedFrames(2);
    static const std::string encoded = encodeFrame(seeds.front());
    check(text, seeds.back());
    check(fuzz::twisted(encoded, text), seeds.back());
}
