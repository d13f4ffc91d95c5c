#include "core/base/Zstd.h"

#include <zstd.h>

namespace baro {
namespace {

// Bound what both sides of a stream keep in memory. A compressor takes 0.6 MB so; with a window of 18 and the
// tables that belong to it 1.8 MB, for 7 % fewer bytes of Frames' differences.
constexpr int pieceWindowLog = 16;
constexpr int pieceTableLog = 14;
constexpr int mostPieceWindowLog = 18;  // what earlier versions wrote

}  // namespace

struct ZstdCompressor::State {
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context{ZSTD_createCCtx(), ZSTD_freeCCtx};
};

ZstdCompressor::ZstdCompressor(int level, int tableLog) : state_(std::make_unique<State>()) {
    if (!state_->context) return;
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_checksumFlag, 1);
    if (tableLog == 0) return;
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_hashLog, tableLog);
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_chainLog, tableLog);
}
ZstdCompressor::~ZstdCompressor() = default;
ZstdCompressor::ZstdCompressor(ZstdCompressor&&) noexcept = default;
ZstdCompressor& ZstdCompressor::operator=(ZstdCompressor&&) noexcept = default;

Result<std::string> ZstdCompressor::compress(std::string_view plain, std::string_view prefix) {
    if (!state_->context) return failed("zstd has no memory for a compressor");
    // Holds for one frame only; an empty one is the same as none.
    ZSTD_CCtx_refPrefix(state_->context.get(), prefix.data(), prefix.size());
    std::string bytes(ZSTD_compressBound(plain.size()), '\0');
    const std::size_t size =
        ZSTD_compress2(state_->context.get(), bytes.data(), bytes.size(), plain.data(), plain.size());
    if (ZSTD_isError(size)) return failed(std::string("cannot compress: ") + ZSTD_getErrorName(size));
    bytes.resize(size);
    return bytes;
}

struct ZstdDecompressor::State {
    std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context{ZSTD_createDCtx(), ZSTD_freeDCtx};
};

ZstdDecompressor::ZstdDecompressor() : state_(std::make_unique<State>()) {}
ZstdDecompressor::~ZstdDecompressor() = default;
ZstdDecompressor::ZstdDecompressor(ZstdDecompressor&&) noexcept = default;
ZstdDecompressor& ZstdDecompressor::operator=(ZstdDecompressor&&) noexcept = default;

Result<std::string> ZstdDecompressor::decompress(std::string_view bytes, std::size_t mostBytes,
                                                 std::string_view prefix) {
    if (!state_->context) return failed("zstd has no memory for a decompressor");
    const auto claimed = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    // The two errors are the greatest numbers.
    if (claimed > mostBytes) return malformed("the compressed bytes are damaged");
    std::string plain(claimed, '\0');
    ZSTD_DCtx_refPrefix(state_->context.get(), prefix.data(), prefix.size());
    const std::size_t size =
        ZSTD_decompressDCtx(state_->context.get(), plain.data(), plain.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) || size != plain.size()) return malformed("the compressed bytes are damaged");
    return plain;
}

struct ZstdPieceCompressor::State {
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context{ZSTD_createCCtx(), ZSTD_freeCCtx};
};

ZstdPieceCompressor::ZstdPieceCompressor(int level) : state_(std::make_unique<State>()) {
    if (!state_->context) return;
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_windowLog, pieceWindowLog);
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_hashLog, pieceTableLog);
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_chainLog, pieceTableLog);
}
ZstdPieceCompressor::~ZstdPieceCompressor() = default;
ZstdPieceCompressor::ZstdPieceCompressor(ZstdPieceCompressor&&) noexcept = default;
ZstdPieceCompressor& ZstdPieceCompressor::operator=(ZstdPieceCompressor&&) noexcept = default;

Result<std::string> ZstdPieceCompressor::compress(std::string_view plain) {
    if (!state_->context) return failed("zstd has no memory for a compressor");
    ZSTD_inBuffer in{plain.data(), plain.size(), 0};
    std::string bytes;
    for (std::size_t left = 1; left > 0;) {
        const std::size_t written = bytes.size();
        bytes.resize(written + ZSTD_compressBound(plain.size() - in.pos));
        ZSTD_outBuffer out{bytes.data(), bytes.size(), written};
        left = ZSTD_compressStream2(state_->context.get(), &out, &in, ZSTD_e_flush);
        if (ZSTD_isError(left)) return failed(std::string("cannot compress: ") + ZSTD_getErrorName(left));
        bytes.resize(out.pos);
    }
    return bytes;
}

struct ZstdPieceDecompressor::State {
    std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context{ZSTD_createDCtx(), ZSTD_freeDCtx};
};

ZstdPieceDecompressor::ZstdPieceDecompressor() : state_(std::make_unique<State>()) {
    if (state_->context)
        ZSTD_DCtx_setParameter(state_->context.get(), ZSTD_d_windowLogMax, mostPieceWindowLog);
}
ZstdPieceDecompressor::~ZstdPieceDecompressor() = default;
ZstdPieceDecompressor::ZstdPieceDecompressor(ZstdPieceDecompressor&&) noexcept = default;
ZstdPieceDecompressor& ZstdPieceDecompressor::operator=(ZstdPieceDecompressor&&) noexcept = default;

Result<std::string> ZstdPieceDecompressor::decompress(std::string_view bytes, std::size_t mostBytes) {
    if (!state_->context) return failed("zstd has no memory for a decompressor");
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::string plain;
    std::string part(ZSTD_DStreamOutSize(), '\0');
    for (bool mayHaveMore = true; in.pos < in.size || mayHaveMore;) {
        ZSTD_outBuffer out{part.data(), part.size(), 0};
        const std::size_t expected = ZSTD_decompressStream(state_->context.get(), &out, &in);
        // 0: the stream ended, which no piece makes it do.
        if (ZSTD_isError(expected) || expected == 0 || out.pos > mostBytes - plain.size())
            return malformed("the compressed bytes are damaged");
        plain.append(part, 0, out.pos);
        mayHaveMore = out.pos == out.size;
    }
    return plain;
}

}  // namespace baro
