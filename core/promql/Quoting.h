// Strings as PromQL writes them: Go's literals (https://go.dev/ref/spec#String_literals), where single quotes
// too hold a string.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace baro::promql {

struct Character {
    char32_t code = 0;
    std::size_t bytes = 0;
    bool valid = false;  // else one byte that is not UTF-8
};
Character characterAt(std::string_view text, std::size_t at);  // at is inside the text

// In double quotes, as Go's strconv.Quote writes it: what cannot be seen is escaped, bytes that are not UTF-8
// too. Which of the newest letters can be seen follows no edition of Unicode: every letter counts as visible.
std::string quoted(std::string_view text);
// In single quotes; what is no character as the replacement character.
std::string quotedCharacter(char32_t code);

// A string token's end, counted from its opening quote, and what is wrong with it in Prometheus's words.
struct StringEnd {
    std::size_t bytes = 0;
    std::optional<std::string> error;
};
StringEnd endOfString(std::string_view text);  // begins with the quote

// The value of a string token without error; a broken one's as far as it can be read.
std::string unquoted(std::string_view literal);

}  // namespace baro::promql
