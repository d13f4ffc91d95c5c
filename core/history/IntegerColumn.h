// A column of integers as bytes: their common step taken out, predicted from those before, and what is left
// as coded or plain numbers. docs/record-format.md, "A column of integers".
#pragma once

#include <optional>
#include <span>

#include "core/history/Integers.h"
#include "core/model/ByteReader.h"
#include "core/model/ByteWriter.h"

namespace baro::history {

// Plain: whoever writes them compresses the bytes.
enum class NumberForm { Smallest, Plain };

// before: what the first integer is probably near.
void encodeIntegers(std::span<const WrappingInteger> integers, WrappingInteger before, NumberForm form,
                    ByteWriter& out);

// Fills `integers`, which are as many as were encoded. The reader fails on damaged bytes.
void decodeIntegers(ByteReader& in, WrappingInteger before, std::span<WrappingInteger> integers);

// The one that all are, or nothing when they are not known to be the same.
std::optional<WrappingInteger> sameInteger(ByteReader& in, WrappingInteger before);

}  // namespace baro::history
