#include <zstd.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "core/model/FrameCodec.h"
#include "platform/replay/Recording.h"
#include "platform/replay/RecordingFormat.h"

namespace baro::platform {

struct RecordingReader::State {
    std::string bytes;
    std::size_t position = recordingMagic.size();
    std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> decompressor{ZSTD_createDCtx(), ZSTD_freeDCtx};
    std::string previousPlain;
    FramePtr previous;
    std::optional<Error> damage;

    std::uint32_t number32(std::size_t at) const {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[at + i])) << (8 * i);
        return value;
    }
    Error damaged(const char* how) const {
        return malformed("the recording is " + std::string(how) + " at byte " + std::to_string(position));
    }

    Result<std::string> nextPlain();
    Result<FramePtr> nextFrame();
};

Result<std::string> RecordingReader::State::nextPlain() {
    if (bytes.size() - position < entryHeaderSize) return damaged("cut");
    const auto kind = static_cast<EntryKind>(bytes[position]);
    const std::uint32_t plainSize = number32(position + 1);
    const std::uint32_t compressedSize = number32(position + 5);
    if (kind != EntryKind::Key && kind != EntryKind::Following) return damaged("damaged");
    if (plainSize > mostFrameBytes) return damaged("damaged");
    if (compressedSize > bytes.size() - position - entryHeaderSize) return damaged("cut");

    if (kind == EntryKind::Following) {
        if (!previous) return damaged("damaged");
        ZSTD_DCtx_refPrefix(decompressor.get(), previousPlain.data(), previousPlain.size());
    }
    std::string plain(plainSize, '\0');
    // Verifies the checksum that the writer had zstd append.
    const std::size_t size = ZSTD_decompressDCtx(decompressor.get(), plain.data(), plain.size(),
                                                 bytes.data() + position + entryHeaderSize, compressedSize);
    if (ZSTD_isError(size) || size != plainSize) return damaged("damaged");
    position += entryHeaderSize + compressedSize;
    return plain;
}

Result<FramePtr> RecordingReader::State::nextFrame() {
    if (position == bytes.size()) return FramePtr();
    Result<std::string> plain = nextPlain();
    if (!plain) return plain.error();
    Result<Frame> decoded = decodeFrame(*plain);
    if (!decoded) return decoded.error();
    auto frame = std::make_shared<Frame>(std::move(decoded).value());
    if (previous) frame->rates = deriveRates(*previous, frame->readings, frame->takenAt);
    previousPlain = std::move(plain).value();
    previous = frame;
    return previous;
}

RecordingReader::RecordingReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordingReader::RecordingReader(RecordingReader&&) noexcept = default;
RecordingReader& RecordingReader::operator=(RecordingReader&&) noexcept = default;
RecordingReader::~RecordingReader() = default;

Result<RecordingReader> RecordingReader::open(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return absent("cannot open the recording " + path);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (file.bad()) return failed("cannot read the recording " + path);
    return fromBytes(std::move(bytes));
}

Result<RecordingReader> RecordingReader::fromBytes(std::string bytes) {
    if (!bytes.starts_with(recordingMagic)) return malformed("this is no recording of a version known here");
    auto state = std::make_unique<State>();
    if (!state->decompressor) return failed("zstd has no memory for a decompressor");
    state->bytes = std::move(bytes);
    return RecordingReader(std::move(state));
}

Result<FramePtr> RecordingReader::next() {
    if (state_->damage) return *state_->damage;
    Result<FramePtr> frame = state_->nextFrame();
    if (!frame) state_->damage = frame.error();
    return frame;
}

Result<Recording> readRecording(const std::string& path) {
    Result<RecordingReader> reader = RecordingReader::open(path);
    if (!reader) return reader.error();
    Recording recording;
    while (true) {
        Result<FramePtr> frame = reader->next();
        if (!frame) {
            if (recording.frames.empty()) return frame.error();
            recording.damage = frame.error();
            return recording;
        }
        if (!*frame) break;
        recording.frames.push_back(std::move(frame).value());
    }
    if (recording.frames.empty()) return malformed("the recording " + path + " has no frames");
    return recording;
}

}  // namespace baro::platform
