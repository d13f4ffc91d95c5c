// Bytes behind a checksum: 4 bytes, little endian, the low half of the XXH64 of what follows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace baro::history {

std::string withChecksum(std::string_view bytes);

// What follows the checksum, as a view; nothing when it is cut or damaged.
std::optional<std::string_view> checkedBytes(std::string_view bytes);

}  // namespace baro::history
