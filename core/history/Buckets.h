// What is coded of a number: those below 8 are buckets of their own, then each power of two has four, and
// some bits tell which number of its bucket it is.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace baro::history {

inline constexpr unsigned mantissaBits = 2;
inline constexpr std::size_t bucketCount = 252;

struct Bucket {
    unsigned index;
    unsigned bits;
};

inline Bucket bucketOf(std::uint64_t number) {
    const auto width = static_cast<unsigned>(std::bit_width(number));
    const unsigned bits = std::max(width, mantissaBits + 1) - (mantissaBits + 1);
    return {(bits << mantissaBits) + static_cast<unsigned>(number >> bits), bits};
}

struct BucketStart {
    std::uint64_t least = 0;
    unsigned bits = 0;
};

inline constexpr auto bucketStarts = [] {
    std::array<BucketStart, bucketCount> starts;
    for (unsigned i = 0; i < bucketCount; ++i) {
        const unsigned bits = std::max(i >> mantissaBits, 1u) - 1;
        starts[i] = {std::uint64_t{i - (bits << mantissaBits)} << bits, bits};
    }
    return starts;
}();

}  // namespace baro::history
