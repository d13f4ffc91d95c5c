// The values of one series at some ticks as bytes, which come back bit by bit: docs/record-format.md, "Values
// become integers".
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/history/IntegerColumn.h"
#include "core/model/ByteWriter.h"

namespace baro::history {

// before: the series' value at the tick before these, or the staleness marker. Nothing is written when all
// values are that.
void encodeValues(std::span<const double> values, double before, NumberForm form, ByteWriter& out);

// Fills `values`, which are as many as were encoded. False when the bytes are damaged: values is unspecified
// then.
bool decodeValues(std::string_view bytes, double before, std::span<double> values);

// The value that all have, if they have one, without decoding them.
std::optional<double> constantOf(std::string_view bytes, double before);

}  // namespace baro::history
