#include "platform/replay/Recording.h"
#include "platform/replay/RecordingFormat.h"
#include "tests/fuzz/FuzzInput.h"

BARO_FUZZ_TARGET(text) {
    auto reader =
        baro::platform::RecordingReader::fromBytes(std::string(baro::platform::recordingMagic).append(text));
    baro::fuzz::require(reader.ok());
    while (true) {
        const auto frame = reader->next();
        if (!frame || !*frame) return;
    }
}
