// Counters in lines of kernel text. Apart from takeField(), because stat, vmstat and meminfo hold some
// thousand of them and are cut every second: this looks for one character instead of a set of them.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace baro::platform {

// Removes and returns the next number of a line whose fields are separated by spaces. Nothing, when the line
// is used up or its next field is not a whole number from 0 to 2^64 - 1.
inline std::optional<std::uint64_t> takeCounter(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    std::uint64_t value = 0;
    const char* const end = line.data() + line.size();
    const auto [stop, error] = std::from_chars(line.data(), end, value);
    if (error != std::errc{} || (stop != end && *stop != ' ')) return std::nullopt;
    line.remove_prefix(static_cast<std::size_t>(stop - line.data()));
    return value;
}

// Removes and returns what stands before the next separator; the whole rest when there is none.
inline std::string_view takeUntil(std::string_view& line, char separator) {
    const auto end = line.find(separator);
    const auto part = line.substr(0, end);
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return part;
}

inline bool isBlank(std::string_view line) {
    return line.find_first_not_of(' ') == std::string_view::npos;
}

// The kernel ends every line; text that does not was cut, and its last number may lack digits.
inline bool endsWithin(std::string_view text) {
    return text.empty() || text.back() != '\n';
}

}  // namespace baro::platform
