// Most values that machines count are integers in disguise: docs/record-format.md, "Values become integers".
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace baro::history {

// How a value is made of its integer n, as one byte of the format:
//   0 to 12    decimal: n / 10^k
//   13 to 21   product: n * 10^-k, k = 1 to 9
//   22         thousandths: n / 1000 / 1000
//   23 to 62   binary: n / 2^e, e = 1 to 40
//   63         bits: n is the value's IEEE 754 bits
using IntegerKind = std::uint8_t;
inline constexpr IntegerKind bitsKind = 63;

// In two's complement: whoever computes with them may go round the end, and come back.
using WrappingInteger = std::uint64_t;

struct Integers {
    IntegerKind kind = bitsKind;
    std::vector<WrappingInteger> values;
};

// The first kind that gives all values back bit by bit.
Integers integersOf(std::span<const double> values);

// The integer of a value, or one near it where the kind has none for it; 0 for NaNs and what is too large.
// The same on every machine.
WrappingInteger integerNear(IntegerKind kind, double value);

// values[i] from integers[i], of which there are as many. kind: not above bitsKind.
void valuesOf(IntegerKind kind, std::span<const WrappingInteger> integers, std::span<double> values);

}  // namespace baro::history
