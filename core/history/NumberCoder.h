// Numbers in as many bits as their distribution has information, which no compressor for texts reaches with a
// thousand of them: docs/record-format.md, "Coded numbers".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace baro::history {

// About how many bits they take.
double codedBits(std::span<const std::uint64_t> numbers);

// Any numbers. Their count is not in the bytes: whoever decodes knows it.
std::string encodeNumbers(std::span<const std::uint64_t> numbers);

// Fills `numbers` and returns how many of the bytes that took; nothing when they are damaged.
std::optional<std::size_t> decodeNumbers(std::string_view bytes, std::span<std::uint64_t> numbers);

}  // namespace baro::history
