// Plain values as bytes: the lowest layer of the Frame format.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace baro {

// How a floating-point number is written; below these, the tag is the number of raw bytes that follow.
enum class DoubleTag : std::uint8_t { WholeNumber = 9, Hundredths = 10 };

class ByteWriter {
  public:
    void byte(std::uint8_t value) { bytes_.push_back(static_cast<char>(value)); }

    // Seven bits a byte, lowest first, the eighth says that more follow.
    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7)
            byte(static_cast<std::uint8_t>(value | 0x80));
        byte(static_cast<std::uint8_t>(value));
    }

    // Zigzag: 0, -1, 1, -2, ... so that small negative numbers are short too.
    void signedNumber(std::int64_t value) {
        number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }

    void text(std::string_view value) {
        number(value.size());
        bytes_.append(value);
    }

    // Without a length.
    void bytes(std::string_view value) { bytes_.append(value); }

    // Exact for every value. Counters are whole numbers or hundredths of seconds, so most take three to six
    // bytes.
    void real(double value) {
        if (isExact(value, std::nearbyint(value), 1))
            return tagged(DoubleTag::WholeNumber, std::nearbyint(value));
        const double hundredths = std::nearbyint(value * 100);
        if (isExact(value, hundredths, 100)) return tagged(DoubleTag::Hundredths, hundredths);
        raw(std::bit_cast<std::uint64_t>(value));
    }

    std::string take() && { return std::move(bytes_); }

  private:
    static bool isExact(double value, double units, double perWhole) {
        constexpr double limit = 9007199254740992.0;  // 2^53: integers below are exact
        return std::abs(units) < limit &&
               std::bit_cast<std::uint64_t>(static_cast<double>(static_cast<std::int64_t>(units)) /
                                            perWhole) == std::bit_cast<std::uint64_t>(value);
    }

    void tagged(DoubleTag tag, double units) {
        byte(static_cast<std::uint8_t>(tag));
        signedNumber(static_cast<std::int64_t>(units));
    }

    // The bits from the sign on; zero bytes at the end are left out.
    void raw(std::uint64_t bits) {
        int length = 8;
        while (length > 0 && ((bits >> (8 * (8 - length))) & 0xff) == 0)
            --length;
        byte(static_cast<std::uint8_t>(length));
        for (int i = 0; i < length; ++i)
            byte(static_cast<std::uint8_t>(bits >> (56 - 8 * i)));
    }

    std::string bytes_;
};

}  // namespace baro
