#include "core/base/Zstd.h"

#include <zstd.h>

namespace baro {

struct ZstdCompressor::State {
    std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context{ZSTD_createCCtx(), ZSTD_freeCCtx};
};

ZstdCompressor::ZstdCompressor(int level) : state_(std::make_unique<State>()) {
    if (!state_->context) return;
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(state_->context.get(), ZSTD_c_checksumFlag, 1);
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

}  // namespace baro
