// Strict number parsing: the whole text must be one number in range, otherwise nothing is returned. Unlike the C
// functions it knows no locale, skips no blanks and never turns garbage into 0.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace baro {

template <class T>
    requires std::integral<T> || std::floating_point<T>
std::optional<T> parseNumber(std::string_view text) {
    T value{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

// Digits of base 16 without a prefix, as many kernel tables have them.
template <std::unsigned_integral T>
std::optional<T> parseHexadecimal(std::string_view text) {
    T value{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, 16);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

}  // namespace baro
