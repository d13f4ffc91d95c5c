// The times of a block's ticks: docs/record-format.md, "A block's ticks".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"

namespace baro::history {

// Milliseconds since 1970-01-01 UTC; at most mostTicks of them (core/history/SeriesPart.h).
std::string encodeTickTimes(std::span<const std::int64_t> times);

// Malformed when the bytes are damaged or the times do not ascend.
Result<std::vector<std::int64_t>> decodeTickTimes(std::string_view bytes);

}  // namespace baro::history
