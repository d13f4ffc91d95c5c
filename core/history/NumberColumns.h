// Columns of numbers as what they changed by: the same field of all elements of a list, one after the other.
// A column of no numbers takes no bytes. docs/record-format.md, "Frames", says how they are written.
#pragma once

#include <cstdint>
#include <span>

#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"

namespace baro::history {

// Differences, computed without regard to overflow: added to what they were taken from they give it back.
void putIntegers(std::span<const std::int64_t> differences, ByteWriter& out);
// Fills all of `differences`; with a reader that failed they are unspecified.
void getIntegers(ByteReader& in, std::span<std::int64_t> differences);

// A number before and after; every bit of `now` comes back, of NaN and of -0 too.
struct RealChange {
    double before = 0;
    double now = 0;
};
void putReals(std::span<const RealChange> changes, ByteWriter& out);
// Each number must be what it was before, and becomes what it is now.
void getReals(ByteReader& in, std::span<double* const> numbers);

}  // namespace baro::history
