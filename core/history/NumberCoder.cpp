#include "core/history/NumberCoder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>
#include <vector>

#include "core/history/BucketPlaces.h"
#include "core/history/Buckets.h"
#include "core/history/PackedBits.h"

namespace baro::history {
namespace {

// A state is one of 2^log places, of which a bucket has as many as it is frequent. Several states take turns,
// so that a processor follows them at once; the bits of a turn fit in a window.
constexpr std::size_t stateCount = 4;

// From the last number to the first, as the decoder goes the other way.
class StateEncoder {
  public:
    explicit StateEncoder(const BucketPlaces& table) : log_(table.log) {
        const unsigned log = log_;
        const BucketCounts& places = table.places;
        std::uint32_t first = 0;
        for (std::size_t i = 0; i < bucketCount; ++i) {
            if (places[i] == 0) continue;
            const auto mostBits = log - static_cast<unsigned>(std::bit_width(places[i])) + 1;
            ofBucket_[i] = {first - places[i], places[i] << mostBits, mostBits};
            first += places[i];
        }
        forEachPlace(table, [&](std::uint32_t place, unsigned bucket, std::uint32_t state) {
            states_[ofBucket_[bucket].first + state] = static_cast<std::uint16_t>((1u << log) + place);
        });
        current_.fill(1u << log);
    }

    struct Bits {
        std::uint16_t bits;
        std::uint16_t count;
    };
    Bits step(unsigned state, unsigned bucket) {
        const OfBucket& its = ofBucket_[bucket];
        std::uint32_t& current = current_[state];
        const unsigned count = its.mostBits - (current < its.allBitsFrom ? 1 : 0);
        const Bits bits{static_cast<std::uint16_t>(lowestBits(current, count)),
                        static_cast<std::uint16_t>(count)};
        current = states_[its.first + (current >> count)];
        return bits;
    }

    std::uint32_t place(unsigned state) const { return current_[state] - (1u << log_); }

  private:
    struct OfBucket {
        // Where its states are, less the least number that is left of a state without its bits. May wrap.
        std::uint32_t first = 0;
        std::uint32_t allBitsFrom = 0;  // states below give a bit less
        unsigned mostBits = 0;
    };
    unsigned log_;
    std::array<OfBucket, bucketCount> ofBucket_{};
    std::array<std::uint16_t, mostPlaces> states_{};
    std::array<std::uint32_t, stateCount> current_{};
};

struct Place {
    std::uint16_t next;  // what the bits are added to
    std::uint8_t bits;
    std::uint8_t bucket;
};
using PlaceTable = std::array<Place, mostPlaces>;

// Faster than to count the bits of each.
constexpr auto bitWidths = [] {
    std::array<std::uint8_t, 2 * mostPlaces> widths;
    for (unsigned i = 0; i < widths.size(); ++i)
        widths[i] = static_cast<std::uint8_t>(std::bit_width(i));
    return widths;
}();

void fillPlaces(const BucketPlaces& places, PlaceTable& table) {
    const unsigned log = places.log;
    forEachPlace(places, [&](std::uint32_t place, std::uint8_t bucket, std::uint32_t state) {
        const unsigned bits = log + 1 - bitWidths[state];
        table[place] = {static_cast<std::uint16_t>((state << bits) - (1u << log)),
                        static_cast<std::uint8_t>(bits), bucket};
    });
}

// As numbers, for now.
bool decodeBuckets(PackedBitsReader& in, const PlaceTable& table, unsigned log,
                   std::span<std::uint64_t> buckets) {
    std::array<std::uint64_t, stateCount> states;
    for (std::uint64_t& state : states)
        state = in.take(log);
    std::size_t i = 0;
    for (; i + stateCount <= buckets.size(); i += stateCount) {
        const Place a = table[states[0]];
        const Place b = table[states[1]];
        const Place c = table[states[2]];
        const Place d = table[states[3]];
        const std::uint64_t window = in.window();
        const unsigned beforeC = a.bits + b.bits;
        const unsigned beforeD = beforeC + c.bits;
        states[0] = a.next + lowestBits(window, a.bits);
        states[1] = b.next + lowestBits(window >> a.bits, b.bits);
        states[2] = c.next + lowestBits(window >> beforeC, c.bits);
        states[3] = d.next + lowestBits(window >> beforeD, d.bits);
        in.skip(beforeD + d.bits);
        buckets[i] = a.bucket;
        buckets[i + 1] = b.bucket;
        buckets[i + 2] = c.bucket;
        buckets[i + 3] = d.bucket;
    }
    for (; i < buckets.size(); ++i) {
        const Place place = table[states[i % stateCount]];
        buckets[i] = place.bucket;
        states[i % stateCount] = place.next + in.take(place.bits);
    }
    // Where the encoder began.
    return std::ranges::all_of(states, [](std::uint64_t state) { return state == 0; });
}

void decodeRest(PackedBitsReader& in, std::span<std::uint64_t> numbers) {
    constexpr unsigned atOnce = 57;
    for (std::uint64_t& number : numbers) {
        const BucketStart& bucket = bucketStarts[number];
        if (bucket.bits <= atOnce) {
            number = bucket.least + in.take(bucket.bits);
        } else {
            const std::uint64_t low = in.take(atOnce);
            number = bucket.least + low + (in.take(bucket.bits - atOnce) << atOnce);
        }
    }
}

void putRest(std::uint64_t number, unsigned bits, PackedBitsWriter& out) {
    constexpr unsigned atOnce = 32;
    const unsigned low = std::min(bits, atOnce);
    out.put(lowestBits(number, low), low);
    if (bits > low) out.put(lowestBits(number >> low, bits - low), bits - low);
}

}  // namespace

double codedBits(std::span<const std::uint64_t> numbers) {
    constexpr double bitsToTellAPlace = 5;
    BucketCounts counts{};
    double bits = 0;
    std::uint64_t rest = 0;
    for (const std::uint64_t number : numbers) {
        const Bucket bucket = bucketOf(number);
        ++counts[bucket.index];
        rest += bucket.bits;
    }
    const double all = std::log2(static_cast<double>(numbers.size()));
    for (const std::uint32_t count : counts) {
        if (count > 0) bits += count * (all - std::log2(count)) + bitsToTellAPlace;
    }
    return bits + static_cast<double>(rest);
}

std::string encodeNumbers(std::span<const std::uint64_t> numbers) {
    if (numbers.empty()) return {};
    std::vector<Bucket> buckets(numbers.size());
    BucketCounts counts{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        buckets[i] = bucketOf(numbers[i]);
        ++counts[buckets[i].index];
    }
    const BucketPlaces places = placesFor(counts, numbers.size());
    StateEncoder encoder(places);
    std::vector<StateEncoder::Bits> steps(numbers.size());
    for (std::size_t i = numbers.size(); i-- > 0;)
        steps[i] = encoder.step(i % stateCount, buckets[i].index);

    PackedBitsWriter out;
    putPlaces(places, out);
    for (unsigned state = 0; state < stateCount; ++state)
        out.put(encoder.place(state), places.log);
    for (const auto& [bits, count] : steps)
        out.put(bits, count);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        putRest(numbers[i], buckets[i].bits, out);
    return std::move(out).take();
}

std::optional<std::size_t> decodeNumbers(std::string_view bytes, std::span<std::uint64_t> numbers) {
    if (numbers.empty()) return 0;
    constexpr std::size_t mostBitsOfTable = 128;
    constexpr std::size_t mostBitsOfOne = mostLog + 64;
    PackedBitsReader in(bytes, mostBitsOfTable + stateCount * mostLog + numbers.size() * mostBitsOfOne);
    BucketPlaces places;
    if (!takePlaces(in, places)) return std::nullopt;
    PlaceTable table;
    fillPlaces(places, table);
    if (!decodeBuckets(in, table, places.log, numbers)) return std::nullopt;
    decodeRest(in, numbers);
    if (!in.ok()) return std::nullopt;
    return in.bytesTaken();
}

}  // namespace baro::history
