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
    // level: 1 (fast) to 19 (small).
    explicit ZstdCompressor(int level);
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

}  // namespace baro
