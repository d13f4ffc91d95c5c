// Cutting kernel text into lines, fields and trimmed values, without copies: every view points into the input.
#pragma once

#include <optional>
#include <string_view>

namespace baro {

// Removes and returns the text before the first newline; nothing when the text is used up.
inline std::optional<std::string_view> takeLine(std::string_view& text) {
    if (text.empty()) return std::nullopt;
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

// Removes and returns the next run of characters that are neither blank nor tab; empty at the end of the line.
inline std::string_view takeField(std::string_view& line) {
    const auto start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos) return line = {};
    line.remove_prefix(start);
    const auto field = line.substr(0, line.find_first_of(" \t"));
    line.remove_prefix(field.size());
    return field;
}

inline std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto start = text.find_first_not_of(blanks);
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

}  // namespace baro
