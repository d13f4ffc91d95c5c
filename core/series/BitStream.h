// Single bits in and out of a byte vector, most significant first: what the compressed columns are made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace baro {

class BitWriter {
  public:
    explicit BitWriter(std::vector<std::uint8_t>& out) : out_(out) {}
    // The lowest `count` bits of the value; count is at most 64. Bits above must not be set.
    void write(std::uint64_t bits, unsigned count);

  private:
    std::vector<std::uint8_t>& out_;
    unsigned free_ = 0;  // bits of the last byte that are not used yet
};

// Reading past the end yields zeros and turns ok() false.
class BitReader {
  public:
    explicit BitReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    std::uint64_t read(unsigned count);
    bool ok() const { return ok_; }

  private:
    std::span<const std::uint8_t> bytes_;
    std::size_t position_ = 0;  // in bits
    bool ok_ = true;
};

}  // namespace baro
