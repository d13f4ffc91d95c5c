// Kinds of ASCII characters, whatever the locale, and the names made of them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace baro {

constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
// Of a word as programs write it: a letter, a digit or "_".
constexpr bool isWordCharacter(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
}

constexpr char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}
inline std::string lowered(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](char c) { return lowered(c); });
    return out;
}
inline bool equalsIgnoringCase(std::string_view text, std::string_view lowerCase) {
    return std::ranges::equal(text, lowerCase, {}, [](char c) { return lowered(c); });
}

// Names that need no quotes (prometheus.io/docs/concepts/data_model): [a-zA-Z_][a-zA-Z0-9_]*, and with colons
// too.
inline bool isLabelName(std::string_view name) {
    return !name.empty() && !isDigit(name.front()) && std::ranges::all_of(name, isWordCharacter);
}
inline bool isMetricName(std::string_view name) {
    return !name.empty() && !isDigit(name.front()) &&
           std::ranges::all_of(name, [](char c) { return isWordCharacter(c) || c == ':'; });
}

}  // namespace baro
