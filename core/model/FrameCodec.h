// A Frame as bytes and back. The layout is specified in docs/frame-format.md.
#pragma once

#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/model/Frame.h"

namespace baro {

inline constexpr std::uint8_t frameFormatVersion = 5;
inline constexpr std::uint8_t oldestFrameFormatVersion = 3;  // that is still read

// Everything but the rates, which are derived again after decoding.
std::string encodeFrame(const Frame& frame);

// For any input either the Frame (with empty rates) or Malformed. Memory stays within a fixed multiple of the
// input's length, whatever lengths the input claims. A section that an older version lacks is absent.
Result<Frame> decodeFrame(std::string_view bytes);

}  // namespace baro
