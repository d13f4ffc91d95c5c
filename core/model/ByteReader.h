// The counterpart of ByteWriter for bytes nobody vouches for: what does not fit makes the reader fail, and
// from then on everything it returns is zero or empty.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/model/ByteWriter.h"

namespace baro {

class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    bool ok() const { return ok_; }
    std::size_t remaining() const { return rest_.size(); }
    void fail() {
        ok_ = false;
        rest_ = {};
    }

    std::uint8_t byte() {
        if (rest_.empty()) return fail(), std::uint8_t{0};
        const auto value = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return value;
    }

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const std::uint64_t next = byte();
            if (shift == 63 && next > 1) break;  // more than 64 bits
            value |= (next & 0x7f) << shift;
            if (next < 0x80) return ok_ ? value : 0;
        }
        return fail(), 0;
    }

    std::int64_t signedNumber() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }

    // Views into the input.
    std::string_view rest() const { return rest_; }
    std::string_view text() { return bytes(number()); }
    std::string_view bytes(std::uint64_t length) {
        if (length > rest_.size()) return fail(), std::string_view();
        const auto value = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return value;
    }

    double real() {
        const std::uint8_t tag = byte();
        if (tag == static_cast<std::uint8_t>(DoubleTag::WholeNumber))
            return static_cast<double>(signedNumber());
        if (tag == static_cast<std::uint8_t>(DoubleTag::Hundredths))
            return static_cast<double>(signedNumber()) / 100;
        if (tag > 8) return fail(), 0.0;
        std::uint64_t bits = 0;
        for (int i = 0; i < tag; ++i)
            bits |= static_cast<std::uint64_t>(byte()) << (56 - 8 * i);
        return ok_ ? std::bit_cast<double>(bits) : 0;
    }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

}  // namespace baro
