// The table of a tabled asymmetric numeral system (Duda, https://arxiv.org/abs/1311.2540): a state is one of
// 2^log places, of which each bucket has as many as it is frequent.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/history/Buckets.h"
#include "core/history/PackedBits.h"

namespace baro::history {

inline constexpr unsigned mostLog = 10;
inline constexpr std::size_t mostPlaces = std::size_t{1} << mostLog;

using BucketCounts = std::array<std::uint32_t, bucketCount>;

struct BucketPlaces {
    unsigned log = 0;
    BucketCounts places{};  // of each bucket; 2^log in all
};

// counts: how often each bucket occurs among the numbers, of which there is one at least.
BucketPlaces placesFor(const BucketCounts& counts, std::size_t numbers);

void putPlaces(const BucketPlaces& table, PackedBitsWriter& out);
// False when the bits are damaged. Goes 128 bits past the end at most.
bool takePlaces(PackedBitsReader& in, BucketPlaces& table);

// Calls use(place, bucket, state) for all places, ascending. The places of a bucket lie far from each other,
// and its states count from their number on.
template <class Use>
void forEachPlace(const BucketPlaces& table, Use use) {
    const std::uint32_t all = 1u << table.log;
    BucketCounts places = table.places;
    const std::uint32_t step = (all >> 1) + (all >> 3) + 3;  // odd, so that every place is met
    std::array<std::uint8_t, mostPlaces> buckets;
    std::uint32_t at = 0;
    for (std::size_t bucket = 0; bucket < bucketCount; ++bucket) {
        for (std::uint32_t i = places[bucket]; i > 0; --i) {
            buckets[at] = static_cast<std::uint8_t>(bucket);
            at = (at + step) & (all - 1);
        }
    }
    for (std::uint32_t place = 0; place < all; ++place)
        use(place, buckets[place], places[buckets[place]]++);
}

}  // namespace baro::history
