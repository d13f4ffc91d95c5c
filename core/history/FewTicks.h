// A few ticks of all series in few bytes: docs/record-format.md, "The tail". Each such block goes on from the
// one before it, so that series which stay as they were take nearly nothing, and it can only be decoded after
// that one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/Result.h"
#include "core/base/Zstd.h"
#include "core/history/SeriesPart.h"

namespace baro::history {

// What a block goes on from. Whoever decodes needs the one that the encoder had: each changes it alike. An
// empty one begins anew.
struct FewTicksBefore {
    std::unordered_map<SeriesNumber, double> values;  // the newest of each series
    std::uint32_t checksum = 0;                       // of the block before
};

// The numbers ascend; all have equally many values, at least one.
Result<std::string> encodeFewTicks(std::span<const SeriesValues> series, FewTicksBefore& before,
                                   ZstdCompressor& compressor);

struct FewTicks {
    std::vector<SeriesNumber> numbers;  // ascending
    std::vector<double> values;         // of the first series at each tick, then of the second, ...
};

// Malformed when the bytes are damaged, are not of so many ticks, or follow another block; `before` is as it
// was then.
Result<FewTicks> decodeFewTicks(std::string_view bytes, std::size_t ticks, FewTicksBefore& before,
                                ZstdDecompressor& decompressor);

}  // namespace baro::history
