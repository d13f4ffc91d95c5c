#include "core/server/EscapedName.h"

#include <cstdint>
#include <optional>

#include "core/base/Numbers.h"

namespace baro {
namespace {

constexpr std::string_view prefix = "U__";
constexpr std::size_t mostDigits = 6;

bool isCharacter(std::uint32_t code) {
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

void appendUtf8(std::string& text, std::uint32_t code) {
    const auto continuation = [&](unsigned shift) {
        text += static_cast<char>(0x80 | ((code >> shift) & 0x3f));
    };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xc0 | (code >> 6));
        continuation(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xe0 | (code >> 12));
        continuation(6);
        continuation(0);
    } else {
        text += static_cast<char>(0xf0 | (code >> 18));
        continuation(12);
        continuation(6);
        continuation(0);
    }
}

std::optional<std::string> decodedName(std::string_view rest) {
    std::string name;
    while (!rest.empty()) {
        if (rest.front() != '_') {
            name += rest.front();
            rest.remove_prefix(1);
            continue;
        }
        const std::size_t end = rest.find('_', 1);
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view digits = rest.substr(1, end - 1);
        rest.remove_prefix(end + 1);
        if (digits.empty()) {
            name += '_';
            continue;
        }
        const auto code =
            digits.size() <= mostDigits ? parseHexadecimal<std::uint32_t>(digits) : std::nullopt;
        if (!code || !isCharacter(*code)) return std::nullopt;
        appendUtf8(name, *code);
    }
    return name;
}

}  // namespace

std::string unescapedName(std::string_view text) {
    if (!text.starts_with(prefix)) return std::string(text);
    return decodedName(text.substr(prefix.size())).value_or(std::string(text));
}

}  // namespace baro
