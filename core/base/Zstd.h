// Compression by zstd, with checksums: what is damaged is noticed. One thread at a time for each object.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro {

class ZstdCompressor {
  public:
    // level: 1 (fast) to 19 (small). tableLog: the binary logarithm of its tables' sizes, which bounds its
    // memory; 0 leaves them to the level and the content.
    explicit ZstdCompressor(int level, int tableLog = 0);
    ~ZstdCompressor();
    ZstdCompressor(ZstdCompressor&&) noexcept;
    ZstdCompressor& operator=(ZstdCompressor&&) noexcept;

    // One zstd frame that tells its content's size. What repeats a part of the prefix takes nearly no room;
    // the same prefix is needed to decompress it.
    Result<std::string> compress(std::string_view plain, std::string_view prefix = {});

  private:
    struct State;
    std::unique_ptr<State> state_;
};

class ZstdDecompressor {
  public:
    ZstdDecompressor();
    ~ZstdDecompressor();
    ZstdDecompressor(ZstdDecompressor&&) noexcept;
    ZstdDecompressor& operator=(ZstdDecompressor&&) noexcept;

    // Malformed when the bytes are not one whole frame of such a compressor, the checksum is wrong, or the
    // content claims more than mostBytes.
    Result<std::string> decompress(std::string_view bytes, std::size_t mostBytes,
                                   std::string_view prefix = {});

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// One stream in pieces, each of which gives its content as soon as it is there. What repeats a part of the
// 64 KB before takes nearly no room. Pieces carry no checksum.
class ZstdPieceCompressor {
  public:
    explicit ZstdPieceCompressor(int level);
    ~ZstdPieceCompressor();
    ZstdPieceCompressor(ZstdPieceCompressor&&) noexcept;
    ZstdPieceCompressor& operator=(ZstdPieceCompressor&&) noexcept;

    // After an error the stream cannot go on.
    Result<std::string> compress(std::string_view plain);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// Wants the pieces in their order, from the first on.
class ZstdPieceDecompressor {
  public:
    ZstdPieceDecompressor();
    ~ZstdPieceDecompressor();
    ZstdPieceDecompressor(ZstdPieceDecompressor&&) noexcept;
    ZstdPieceDecompressor& operator=(ZstdPieceDecompressor&&) noexcept;

    // Malformed when the bytes are no piece of such a stream, or the content is more than mostBytes; the
    // stream cannot go on then. Damage that makes other content of it goes unnoticed.
    Result<std::string> decompress(std::string_view bytes, std::size_t mostBytes);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace baro
