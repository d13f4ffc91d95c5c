// What may be a header's name and value (RFC 9110). A value with a line break would bring headers of its own.
#pragma once

#include <algorithm>
#include <string_view>

#include "core/base/Characters.h"

namespace baro::http {

inline bool isHeaderName(std::string_view name) {
    static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return isLetter(c) || isDigit(c) || marks.find(c) != std::string_view::npos;
    });
}

inline bool isHeaderValue(std::string_view text) {
    return std::ranges::none_of(
        text, [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f'; });
}

}  // namespace baro::http
