#include "core/series/BitStream.h"

#include <algorithm>

namespace baro {

void BitWriter::write(std::uint64_t bits, unsigned count) {
    while (count > 0) {
        if (free_ == 0) {
            out_.push_back(0);
            free_ = 8;
        }
        const unsigned taken = std::min(free_, count);
        const auto part = (bits >> (count - taken)) & ((1u << taken) - 1);
        out_.back() = static_cast<std::uint8_t>(out_.back() | (part << (free_ - taken)));
        free_ -= taken;
        count -= taken;
    }
}

std::uint64_t BitReader::read(unsigned count) {
    if (position_ + count > bytes_.size() * 8) {
        ok_ = false;
        return 0;
    }
    if (count == 0) return 0;
    const unsigned skipped = position_ % 8;
    if (skipped + count <= 64 && position_ / 8 + 8 <= bytes_.size()) {
        std::uint64_t word = 0;  // what compilers turn into one load
        for (std::size_t i = 0; i < 8; ++i)
            word = (word << 8) | bytes_[position_ / 8 + i];
        position_ += count;
        return (word << skipped) >> (64 - count);
    }
    std::uint64_t bits = 0;
    while (count > 0) {
        const unsigned left = 8 - static_cast<unsigned>(position_ % 8);
        const unsigned taken = std::min(left, count);
        const unsigned part = (bytes_[position_ / 8] >> (left - taken)) & ((1u << taken) - 1);
        bits = (bits << taken) | part;
        position_ += taken;
        count -= taken;
    }
    return bits;
}

}  // namespace baro
