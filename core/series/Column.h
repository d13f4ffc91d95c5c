// A fixed number of values of one series, packed into bytes by whatever fits them best. What goes in comes
// out bit by bit: NaN payloads, signs of zero and infinities too.
//
// First byte: the encoding. Then
//   Missing   nothing; every value is the staleness marker
//   Constant  8 bytes, little endian: the bits that every value has
//   Integers  one byte scale index, one byte shift, one byte width; with the width's top bit, a bit per value
//             that is not missing; then, of the values that are there, the first as a zigzag varint, the
//             least shifted difference of neighbours as another, and what each difference is above that, in
//             width bits. value = (the one before * scale + (difference << shift)) / scale
//   Xor       the first value's 64 bits, then each value XOR the one before, as Gorilla does it (Pelkonen et
//             al., VLDB 2015): "0" the same; "10" and the bits within the window before; "11", 6 bits leading
//             zeros, 6 bits length - 1, and the bits
//   Sparse    a bit per value that was read (core/series/NotReadMarker.h), then a column of those, not Sparse
//   itself
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace baro {

enum class ColumnEncoding : std::uint8_t { Missing = 0, Constant = 1, Integers = 2, Xor = 3, Sparse = 4 };

// Appends to out. The number of values is not stored: whoever decodes knows it.
void encodeColumn(std::span<const double> values, std::vector<std::uint8_t>& out);

// Fills all of `values`. False when the bytes are not such a column; values is unspecified then.
bool decodeColumn(std::span<const std::uint8_t> bytes, std::span<double> values);

}  // namespace baro
