#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "core/model/FrameCodec.h"
#include "platform/replay/Recording.h"
#include "platform/replay/RecordingFormat.h"

namespace baro::platform {

struct RecordingWriter::State {
    std::string path;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{nullptr, std::fclose};
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> compressor{ZSTD_createCCtx(), ZSTD_freeCCtx};
    std::string previous;
    int sinceKeyFrame = framesPerKeyFrame;

    Error notWritten() const { return failed("cannot write " + path + ": " + std::strerror(errno)); }
    Status append(std::string_view bytes) const {
        if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) return notWritten();
        return Done{};
    }
};

namespace {

void put32(std::string& bytes, std::size_t value) {
    for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<char>(value >> shift));
}

std::string entry(EntryKind kind, std::size_t plainSize, std::string_view compressed) {
    std::string bytes(1, static_cast<char>(kind));
    put32(bytes, plainSize);
    put32(bytes, compressed.size());
    return bytes.append(compressed);
}

}  // namespace

RecordingWriter::RecordingWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordingWriter::RecordingWriter(RecordingWriter&&) noexcept = default;
RecordingWriter& RecordingWriter::operator=(RecordingWriter&&) noexcept = default;
RecordingWriter::~RecordingWriter() = default;

Result<RecordingWriter> RecordingWriter::create(const std::string& path, int compressionLevel) {
    auto state = std::make_unique<State>();
    state->path = path;
    state->file.reset(std::fopen(path.c_str(), "wbe"));
    if (!state->file) return state->notWritten();
    if (!state->compressor) return failed("zstd has no memory for a compressor");
    ZSTD_CCtx_setParameter(state->compressor.get(), ZSTD_c_compressionLevel, compressionLevel);
    ZSTD_CCtx_setParameter(state->compressor.get(), ZSTD_c_checksumFlag, 1);
    if (Status started = state->append(recordingMagic); !started) return started.error();
    return RecordingWriter(std::move(state));
}

Status RecordingWriter::write(const Frame& frame) {
    State& state = *state_;
    std::string plain = encodeFrame(frame);
    if (plain.size() > mostFrameBytes) return failed("the frame is too large to record");
    const bool isKey = state.sinceKeyFrame >= framesPerKeyFrame;
    // The prefix holds for one frame only, and an empty one is the same as none.
    if (!isKey) ZSTD_CCtx_refPrefix(state.compressor.get(), state.previous.data(), state.previous.size());
    std::string compressed(ZSTD_compressBound(plain.size()), '\0');
    const std::size_t size = ZSTD_compress2(state.compressor.get(), compressed.data(), compressed.size(),
                                            plain.data(), plain.size());
    if (ZSTD_isError(size)) return failed(std::string("cannot compress a frame: ") + ZSTD_getErrorName(size));
    compressed.resize(size);
    if (Status done =
            state.append(entry(isKey ? EntryKind::Key : EntryKind::Following, plain.size(), compressed));
        !done)
        return done;
    state.sinceKeyFrame = isKey ? 1 : state.sinceKeyFrame + 1;
    state.previous = std::move(plain);
    return Done{};
}

Status RecordingWriter::close() {
    if (!state_->file) return Done{};
    if (std::fclose(state_->file.release()) != 0) return state_->notWritten();
    return Done{};
}

}  // namespace baro::platform
