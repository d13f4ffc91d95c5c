#include "core/history/FrameDifference.h"
#include "core/history/FrameRun.h"
#include "core/model/FrameCodec.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/SeedFrames.h"
#include "tests/fuzz/TwistedBytes.h"

using namespace baro;
using namespace baro::history;

namespace {

constexpr std::size_t room = 8u << 20;

struct Seed {
    std::vector<FramePtr> frames;
    std::vector<std::string> differences;
    std::vector<std::string> pieces;
    std::string row;
};

Seed madeSeed() {
    Seed seed;
    FrameRunWriter writer;
    Frame before;
    for (Frame& frame : fuzz::seedFrames(3)) {
        Room enough(room);
        seed.differences.push_back(encodeDifference(before, frame, enough));
        before = frame;
        seed.frames.push_back(std::make_shared<const Frame>(std::move(frame)));
        seed.pieces.push_back(writer.append(seed.frames.back()).value());
    }
    seed.row = writer.finish().value();
    return seed;
}

// Whatever came out is a Frame like any other.
void checkFrame(const Frame& frame) {
    const std::string bytes = encodeFrame(frame);
    const auto decoded = decodeFrame(bytes);
    fuzz::require(decoded && encodeFrame(*decoded) == bytes);
    FrameRunWriter writer;
    const auto piece = writer.append(std::make_shared<const Frame>(frame));
    fuzz::require(piece.ok());
    auto reader = FrameRunReader::openPieces(std::vector<std::string_view>{*piece});
    fuzz::require(reader.ok());
    const auto again = reader->frame(0);
    fuzz::require(again && encodeFrame(**again) == bytes);
}

void checkDifference(const Frame& before, std::string_view bytes) {
    Frame frame = before;
    Room left(room);
    const Status applied = applyDifference(bytes, frameFormatVersion, frame, left);
    if (applied) return checkFrame(frame);
    fuzz::require(applied.error().kind == ErrorKind::Malformed);
}

void checkRun(Result<FrameRunReader> reader) {
    if (!reader) return fuzz::require(reader.error().kind == ErrorKind::Malformed);
    for (std::size_t i = 0; i < reader->times().size(); ++i)
        if (const auto frame = reader->frame(i); !frame)
            return fuzz::require(frame.error().kind == ErrorKind::Malformed);
}

}  // namespace

// The first byte says what the rest is: one thing at a time, for each of them is a lot of work.
BARO_FUZZ_TARGET(FrameRunFuzz, text) {
    static const Seed seed = madeSeed();
    const std::size_t kind = fuzz::takeNumber(text, 1) % 6;
    if (kind == 0) checkDifference(Frame(), fuzz::twisted(seed.differences[0], text));
    if (kind == 1) checkDifference(*seed.frames[1], fuzz::twisted(seed.differences[2], text));
    if (kind == 2) checkDifference(*seed.frames[1], text);
    if (kind == 3) checkRun(FrameRunReader::open(std::string(text)));
    if (kind == 4) checkRun(FrameRunReader::open(fuzz::twisted(seed.row, text)));
    if (kind != 5) return;
    const std::string piece = fuzz::twisted(seed.pieces[1], text);
    checkRun(
        FrameRunReader::openPieces(std::vector<std::string_view>{seed.pieces[0], piece, seed.pieces[2]}));
}
