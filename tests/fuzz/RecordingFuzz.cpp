#include <zstd.h>

#include "core/model/FrameCodec.h"
#include "platform/replay/Recording.h"
#include "platform/replay/RecordingFormat.h"
#include "platform/replay/ReplayTimeline.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedFrames.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;
using namespace baro::platform;

namespace {

void put32(std::string& bytes, std::size_t value) {
    for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<char>(value >> shift));
}

// Without zstd's checksum, so that a twisted Frame gets as far as the Frame decoder.
void appendEntry(std::string& recording, std::string_view plain, std::string_view previous) {
    static ZSTD_CCtx* const compressor = ZSTD_createCCtx();
    if (!previous.empty()) ZSTD_CCtx_refPrefix(compressor, previous.data(), previous.size());
    std::string compressed(ZSTD_compressBound(plain.size()), '\0');
    compressed.resize(
        ZSTD_compress2(compressor, compressed.data(), compressed.size(), plain.data(), plain.size()));
    recording.push_back(static_cast<char>(previous.empty() ? EntryKind::Key : EntryKind::Following));
    put32(recording, plain.size());
    put32(recording, compressed.size());
    recording.append(compressed);
}

std::string recordingOf(const std::vector<std::string>& plain) {
    std::string recording(recordingMagic);
    std::string_view previous;
    for (const std::string& frame : plain) {
        appendEntry(recording, frame, previous);
        previous = frame;
    }
    return recording;
}

void play(const std::vector<FramePtr>& frames) {
    const Instant start{std::chrono::hours(500'000), std::chrono::hours(20), std::chrono::hours(30)};
    const ReplayTimeline timeline(frames, start);
    for (const int seconds : {0, 1, 2, 7, 100'000}) {
        Instant now = timeline.replayTime(start);
        now.monotonic += std::chrono::seconds(seconds);
        const auto moment = timeline.at(now);
        fuzz::require(moment.frame != nullptr);
        (void)ReplayTimeline::shifted(moment.frame->takenAt, moment);
    }
}

void check(std::string recording) {
    auto reader = RecordingReader::fromBytes(std::move(recording));
    if (!reader) return fuzz::require(reader.error().kind == ErrorKind::Malformed);
    std::vector<FramePtr> frames;
    while (true) {
        auto frame = reader->next();
        if (!frame) {
            const auto again = reader->next();
            fuzz::require(!again && again.error() == frame.error());
            break;
        }
        if (!*frame) break;
        frames.push_back(std::move(frame).value());
    }
    if (!frames.empty()) play(frames);
}

}  // namespace

BARO_FUZZ_TARGET(RecordingFuzz, text) {
    static const std::vector<std::string> plain = [] {
        std::vector<std::string> encoded;
        for (const Frame& frame : fuzz::seedFrames(3))
            encoded.push_back(encodeFrame(frame));
        return encoded;
    }();
    static const std::string recording = recordingOf(plain);
    // The container's own bytes, after the part that says what it is; and Frames within a whole container.
    check(fuzz::twisted(recording, text));
    check(std::string(recordingMagic).append(text));
    check(recordingOf({plain[0], fuzz::twisted(plain[1], text), plain[2]}));
}
