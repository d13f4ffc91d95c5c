// Bits in bytes, lowest first, for loops that take many of them: a reader looks at a window of bits, takes
// those it understands, and asks only at the end whether it went too far.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace baro::history {

static_assert(std::endian::native == std::endian::little, "words are written and read as they lie in memory");

// count: at most 57.
inline std::uint64_t lowestBits(std::uint64_t bits, unsigned count) {
    return bits & ((std::uint64_t{1} << count) - 1);
}

class PackedBitsWriter {
  public:
    // Bits above the lowest `count` must not be set; count is at most 32.
    void put(std::uint64_t bits, unsigned count) {
        pending_ |= bits << used_;
        used_ += count;
        if (used_ >= 32) putBytes(4);
    }

    // Elias' gamma code of a number that is not 0: as many zeros as bits follow its highest one, that one,
    // and those bits.
    void putGamma(std::uint32_t number) {
        const auto following = static_cast<unsigned>(std::bit_width(number)) - 1;
        put(std::uint64_t{1} << following, following + 1);
        put(lowestBits(number, following), following);
    }

    // Zeros fill the last byte.
    std::string take() && {
        putBytes((used_ + 7) / 8);
        return std::move(bytes_);
    }

  private:
    void putBytes(unsigned count) {
        std::array<char, sizeof pending_> bytes;
        std::memcpy(bytes.data(), &pending_, sizeof pending_);
        bytes_.append(bytes.data(), count);
        pending_ >>= 8 * count;
        used_ -= std::min(used_, 8 * count);
    }

    std::string bytes_;
    std::uint64_t pending_ = 0;
    unsigned used_ = 0;
};

// Past the end there are zeros, and ok() is false. As the loops that take bits do not ask, they must not go
// farther than was told.
class PackedBitsReader {
  public:
    // mostPast: how many bits may be taken after the last.
    PackedBitsReader(std::string_view bytes, std::size_t mostPast) : end_(bytes.size() * 8) {
        padded_.reserve(bytes.size() + mostPast / 8 + 1 + sizeof(std::uint64_t));
        padded_.assign(bytes).resize(padded_.capacity(), '\0');
    }

    bool ok() const { return position_ <= end_; }
    std::size_t bytesTaken() const { return (position_ + 7) / 8; }

    // The next 57 bits at least; what is above is not defined.
    std::uint64_t window() const {
        assert(position_ / 8 + sizeof(std::uint64_t) <= padded_.size());
        std::uint64_t word = 0;
        std::memcpy(&word, padded_.data() + position_ / 8, sizeof word);
        return word >> (position_ % 8);
    }
    void skip(std::size_t bits) { position_ += bits; }

    // count: at most 57.
    std::uint64_t take(unsigned count) {
        const std::uint64_t bits = lowestBits(window(), count);
        skip(count);
        return bits;
    }

    // 0 where there is no such code, or none of a number below 2^28.
    std::uint32_t takeGamma() {
        const auto following = static_cast<unsigned>(std::countr_zero(window()));
        if (following > 27) return 0;
        skip(following + 1);
        return (1u << following) | static_cast<std::uint32_t>(take(following));
    }

  private:
    std::string padded_;
    std::size_t position_ = 0;  // in bits
    std::size_t end_;
};

}  // namespace baro::history
