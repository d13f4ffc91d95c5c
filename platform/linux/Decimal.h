// Decimal numbers as kernel files write them.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace baro::platform {

// The whole text is digits, maybe with a sign and a point, and within what 64 bits count, so that no product
// of two such numbers overflows. Neither "nan" nor "1e3".
inline std::optional<double> parseDecimal(std::string_view text) {
    constexpr double most = 18'446'744'073'709'551'616.0;
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (error != std::errc{} || stop != end || !(value >= -most && value <= most)) return std::nullopt;
    return value;
}

}  // namespace baro::platform
