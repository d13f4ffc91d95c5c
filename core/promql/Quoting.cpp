#include "core/promql/Quoting.h"

#include <fmt/format.h>

#include "core/base/Escape.h"

namespace baro::promql {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t highest = 0x10FFFF;

bool isSurrogate(char32_t code) {
    return code >= 0xD800 && code < 0xE000;
}

void appendUtf8(std::string& text, char32_t code) {
    const auto tail = [code](int shift) { return static_cast<char>(0x80 | ((code >> shift) & 0x3F)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += {static_cast<char>(0xC0 | (code >> 6)), tail(0)};
    } else if (code < 0x10000) {
        text += {static_cast<char>(0xE0 | (code >> 12)), tail(6), tail(0)};
    } else {
        text += {static_cast<char>(0xF0 | (code >> 18)), tail(12), tail(6), tail(0)};
    }
}

// Controls, blanks other than the space, marks of direction, private use and what is no character.
bool isVisible(char32_t code) {
    if (code < 0xA1) return code >= ' ' && code < 0x7F;
    if (code == 0xAD || code == 0x61C || code == 0x1680 || code == 0x180E || code == 0x3000) return false;
    if (code >= 0x2000 && code <= 0x200F) return false;
    if (code >= 0x2028 && code <= 0x202F) return false;
    if (code >= 0x205F && code <= 0x206F) return false;
    if (code >= 0xE000 && code <= 0xF8FF) return false;
    if (code == 0xFEFF || (code >= 0xFFF0 && code <= 0xFFFB)) return false;
    return code < 0xE0000 && (code & 0xFFFE) != 0xFFFE;
}

// The letter behind a backslash, or nothing.
char shortEscape(char32_t code) {
    switch (code) {
        case '\a':
            return 'a';
        case '\b':
            return 'b';
        case '\f':
            return 'f';
        case '\n':
            return 'n';
        case '\r':
            return 'r';
        case '\t':
            return 't';
        case '\v':
            return 'v';
        default:
            return 0;
    }
}

void appendEscaped(std::string& text, char32_t code, char quote) {
    if (code == static_cast<char32_t>(quote) || code == '\\') {
        text += {'\\', static_cast<char>(code)};
    } else if (isVisible(code)) {
        appendUtf8(text, code);
    } else if (const char letter = shortEscape(code); letter != 0) {
        text += {'\\', letter};
    } else if (code < ' ' || code == 0x7F) {
        text += fmt::format("\\x{:02x}", static_cast<unsigned>(code));
    } else if (code < 0x10000) {
        text += fmt::format("\\u{:04x}", static_cast<unsigned>(code));
    } else {
        text += fmt::format("\\U{:08x}", static_cast<unsigned>(code));
    }
}

// "U+0041 'A'", as Go's %#U.
std::string named(char32_t code) {
    std::string text = fmt::format("U+{:04X}", static_cast<unsigned>(code));
    if (isVisible(code)) {
        text += " '";
        appendUtf8(text, code);
        text += '\'';
    }
    return text;
}

int digitValue(char32_t code) {
    if (code >= '0' && code <= '9') return static_cast<int>(code - '0');
    if (code >= 'a' && code <= 'f') return static_cast<int>(code - 'a') + 10;
    if (code >= 'A' && code <= 'F') return static_cast<int>(code - 'A') + 10;
    return 16;
}

// One escape, read from behind its backslash.
struct Escape {
    std::size_t bytes = 0;
    char32_t code = 0;
    bool isByte = false;  // \x and octal give bytes, not characters
    std::optional<std::string> error;
};

Escape failed(std::string why) {
    return {0, 0, false, std::move(why)};
}

Escape numericEscape(std::string_view text, std::size_t from, std::size_t digits, unsigned base) {
    char32_t code = 0;
    for (std::size_t at = from; at < from + digits; ++at) {
        if (at >= text.size()) return failed("escape sequence not terminated");
        const Character character = characterAt(text, at);
        const int digit = digitValue(character.code);
        if (digit >= static_cast<int>(base))
            return failed(fmt::format("illegal character {} in escape sequence", named(character.code)));
        code = code * base + static_cast<char32_t>(digit);
    }
    const bool isByte = digits < 4;
    if (code > (isByte ? 255 : highest) || isSurrogate(code))
        return failed("escape sequence is an invalid Unicode code point");
    return {from + digits, code, isByte, std::nullopt};
}

Escape escapeAt(std::string_view text, char quote) {
    if (text.empty()) return failed("escape sequence not terminated");
    constexpr std::string_view letters = "abfnrtv";
    constexpr std::string_view meanings = "\a\b\f\n\r\t\v";
    const char first = text[0];
    if (const auto index = letters.find(first); index != std::string_view::npos)
        return {1, static_cast<char32_t>(meanings[index]), false, std::nullopt};
    if (first == '\\' || first == quote) return {1, static_cast<char32_t>(first), false, std::nullopt};
    if (first >= '0' && first <= '7') return numericEscape(text, 0, 3, 8);
    if (first == 'x') return numericEscape(text, 1, 2, 16);
    if (first == 'u') return numericEscape(text, 1, 4, 16);
    if (first == 'U') return numericEscape(text, 1, 8, 16);
    return failed(fmt::format("unknown escape sequence {}", named(characterAt(text, 0).code)));
}

StringEnd endOfRawString(std::string_view text) {
    StringEnd end{1, std::nullopt};
    while (end.bytes < text.size()) {
        const Character character = characterAt(text, end.bytes);
        end.bytes += character.bytes;
        if (!character.valid && !end.error) end.error = "invalid UTF-8 rune";
        if (character.code == '`') return end;
    }
    if (!end.error) end.error = "unterminated raw string";
    return end;
}

}  // namespace

Character characterAt(std::string_view text, std::size_t at) {
    if (const auto first = static_cast<unsigned char>(text[at]); first < 0x80) return {first, 1, true};
    const std::string_view rest = text.substr(at);
    const std::size_t bytes = utf8SequenceLength(rest);
    const auto byte = [rest](std::size_t index) { return static_cast<unsigned char>(rest[index]); };
    const auto tail = [byte](std::size_t index) { return static_cast<char32_t>(byte(index) & 0x3F); };
    switch (bytes) {
        case 2:
            return {(byte(0) & 0x1FU) << 6 | tail(1), 2, true};
        case 3:
            return {(byte(0) & 0x0FU) << 12 | tail(1) << 6 | tail(2), 3, true};
        case 4:
            return {(byte(0) & 0x07U) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4, true};
        default:
            return {replacement, 1, false};
    }
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    result.reserve(text.size() + 2);
    for (std::size_t at = 0; at < text.size();) {
        const Character character = characterAt(text, at);
        if (character.valid) {
            appendEscaped(result, character.code, '"');
        } else {
            result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
        }
        at += character.bytes;
    }
    return result += '"';
}

std::string quotedCharacter(char32_t code) {
    std::string result = "'";
    appendEscaped(result, code > highest || isSurrogate(code) ? replacement : code, '\'');
    return result += '\'';
}

StringEnd endOfString(std::string_view text) {
    const char quote = text[0];
    if (quote == '`') return endOfRawString(text);
    StringEnd end{1, std::nullopt};
    const auto note = [&end](std::string why) {
        if (!end.error) end.error = std::move(why);
    };
    while (end.bytes < text.size() && text[end.bytes] != '\n') {
        const Character character = characterAt(text, end.bytes);
        end.bytes += character.bytes;
        if (!character.valid) note("invalid UTF-8 rune");
        if (character.code == static_cast<char32_t>(quote)) return end;
        if (character.code != '\\') continue;
        const Escape escape = escapeAt(text.substr(end.bytes), quote);
        if (escape.error) note(*escape.error);
        end.bytes += escape.bytes;
    }
    note("unterminated quoted string");
    return end;
}

std::string unquoted(std::string_view literal) {
    if (literal.empty()) return {};
    const char quote = literal[0];
    std::string value;
    for (std::size_t at = 1; at < literal.size() && literal[at] != quote;) {
        if (literal[at] != '\\' || quote == '`') {
            value += literal[at++];
            continue;
        }
        const Escape escape = escapeAt(literal.substr(++at), quote);
        if (!escape.error && escape.isByte) value += static_cast<char>(escape.code);
        if (!escape.error && !escape.isByte) appendUtf8(value, escape.code);
        at += escape.bytes;
    }
    return value;
}

}  // namespace baro::promql
