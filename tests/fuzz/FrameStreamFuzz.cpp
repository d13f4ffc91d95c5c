#include "core/sharing/FrameMessage.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/model/FrameCodec.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;

namespace {

constexpr std::string_view fuzzedSource = "/proc /sys";

// What came before the stream's end, or its first mistake.
std::vector<std::string> framesOf(std::string_view bytes, std::size_t pieceBytes) {
    std::vector<std::string> frames;
    FrameStreamReader reader;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(pieceBytes, bytes.size()))) {
        reader.take(bytes.substr(0, pieceBytes));
        while (true) {
            const auto message = reader.next();
            if (!message) return frames;
            if (!*message) break;
            fuzz::require((*message)->interval > Nanoseconds::zero());
            frames.push_back(encodeFrame((*message)->frame));
        }
    }
    return frames;
}

// However the bytes are dealt out, the same Frames come.
void checkStream(std::string_view bytes) {
    fuzz::require(framesOf(bytes, bytes.size() + 1) == framesOf(bytes, 97));
}

}  // namespace

BARO_FUZZ_TARGET(FrameStreamFuzz, text) {
    using namespace std::chrono_literals;
    // What is within a Frame is FrameFuzz's: short ones make many executions.
    static const std::string stream = [] {
        std::string bytes = frameStreamHead();
        for (int second = 1; second < 4; ++second) {
            Frame frame;
            frame.takenAt.monotonic = std::chrono::seconds(second);
            frame.health.push_back({.name = "cpu", .reason = {}});
            bytes += encodeMessage(std::string(fuzzedSource), 1s, frame);
        }
        return bytes;
    }();
    checkStream(text);
    checkStream(fuzz::twisted(stream, text));
}
