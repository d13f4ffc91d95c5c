#include "core/history/BucketPlaces.h"

#include <algorithm>
#include <bit>

namespace baro::history {
namespace {

// With more places the buckets fit better and take more room to tell.
unsigned logFor(std::size_t numbers, std::size_t buckets) {
    if (buckets == 1) return 0;
    constexpr unsigned leastLog = 5;
    const auto wanted = static_cast<unsigned>(std::bit_width(numbers));
    return std::clamp(std::max(wanted, static_cast<unsigned>(std::bit_width(buckets)) + 2) - 2, leastLog,
                      mostLog);
}

}  // namespace

BucketPlaces placesFor(const BucketCounts& counts, std::size_t numbers) {
    BucketPlaces table;
    const auto buckets = bucketCount - static_cast<std::size_t>(std::ranges::count(counts, 0u));
    table.log = logFor(numbers, buckets);
    const std::uint32_t all = 1u << table.log;
    BucketCounts& places = table.places;
    std::uint32_t given = 0;
    for (std::size_t i = 0; i < bucketCount; ++i) {
        if (counts[i] == 0) continue;
        const std::uint64_t share = (std::uint64_t{counts[i]} * all + numbers / 2) / numbers;
        places[i] = std::max<std::uint32_t>(static_cast<std::uint32_t>(share), 1);
        given += places[i];
    }
    // The most frequent ones miss it least.
    for (; given > all; --given)
        --*std::ranges::max_element(places);
    *std::ranges::max_element(places) += all - given;
    return table;
}

void putPlaces(const BucketPlaces& table, PackedBitsWriter& out) {
    const BucketCounts& places = table.places;
    std::size_t i = 0;
    while (places[i] == 0)
        ++i;
    out.put(table.log, 4);
    out.put(i, 8);
    for (std::uint32_t left = 1u << table.log; left > 0;) {
        out.putGamma(places[i] + 1);
        left -= places[i];
        if (places[i++] > 0) continue;
        std::uint32_t more = 0;
        for (; places[i] == 0; ++i)
            ++more;
        out.putGamma(more + 1);
    }
}

bool takePlaces(PackedBitsReader& in, BucketPlaces& table) {
    const auto log = static_cast<unsigned>(in.take(4));
    // Tables of 2 to 8 places would not be spread well.
    if (log > mostLog || (log > 0 && log < 4)) return false;
    std::size_t i = in.take(8);
    table = {log, {}};
    for (std::uint32_t left = 1u << log; left > 0; ++i) {
        const std::uint32_t given = in.takeGamma();
        if (given == 0 || given - 1 > left || i >= bucketCount) return false;
        table.places[i] = given - 1;
        left -= given - 1;
        if (given > 1) continue;
        const std::uint32_t more = in.takeGamma();
        if (more == 0 || more > bucketCount) return false;
        i += more - 1;
    }
    return in.ok();
}

}  // namespace baro::history
