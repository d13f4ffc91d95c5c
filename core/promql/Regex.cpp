#include "core/promql/Regex.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdint>

namespace baro::promql {
namespace {

std::string_view inGosWords(re2::RE2::ErrorCode code) {
    switch (code) {
        case re2::RE2::ErrorBadEscape:
            return "invalid escape sequence";
        case re2::RE2::ErrorBadCharClass:
            return "invalid character class";
        case re2::RE2::ErrorBadCharRange:
            return "invalid character class range";
        case re2::RE2::ErrorMissingBracket:
            return "missing closing ]";
        case re2::RE2::ErrorMissingParen:
            return "missing closing )";
        case re2::RE2::ErrorUnexpectedParen:
            return "unexpected )";
        case re2::RE2::ErrorTrailingBackslash:
            return "trailing backslash at end of expression";
        case re2::RE2::ErrorRepeatArgument:
            return "missing argument to repetition operator";
        case re2::RE2::ErrorRepeatSize:
            return "invalid repeat count";
        case re2::RE2::ErrorRepeatOp:
            return "invalid nested repetition operator";
        case re2::RE2::ErrorBadPerlOp:
            return "invalid or unsupported Perl syntax";
        case re2::RE2::ErrorBadUTF8:
            return "invalid UTF-8";
        case re2::RE2::ErrorBadNamedCapture:
            return "invalid named capture";
        default:
            return "regexp/syntax: internal error";
    }
}

constexpr std::size_t costOfOne = 20;            // object, options, locks
constexpr std::size_t costOfUnicodeClass = 250;  // hundreds of ranges
constexpr std::size_t costOfRepetition = 20;     // chains of them are quadratic
constexpr std::size_t costOfClass = 15;
constexpr std::int64_t memory = 1 << 19;  // bytes; a larger program is refused

// Of a "{" that may begin a repetition: the larger of its numbers, since so many copies are made.
std::size_t copies(std::string_view text) {
    std::size_t largest = 0;
    std::size_t number = 0;
    for (const char c : text.substr(0, std::min<std::size_t>(text.find('}'), 16))) {
        const bool digit = c >= '0' && c <= '9';
        number = digit ? number * 10 + static_cast<std::size_t>(c - '0') : 0;
        largest = std::max(largest, number);
    }
    constexpr std::size_t mostCopies = 1000;  // RE2 refuses more at once
    return largest > mostCopies ? 1 : largest;
}

}  // namespace

std::size_t readingCost(std::string_view expression) {
    std::size_t cost = costOfOne + expression.size();
    for (std::size_t at = 0; at < expression.size(); ++at) {
        const char c = expression[at];
        if (c == '\\' && ++at < expression.size()) {
            if (expression[at] == 'p' || expression[at] == 'P') cost += costOfUnicodeClass;
        } else if (c == '*' || c == '+' || c == '?') {
            cost += costOfRepetition;
        } else if (c == '[') {
            cost += costOfClass;
        } else if (c == '{') {
            cost += costOfRepetition * copies(expression.substr(at + 1));
        }
    }
    return cost;
}

std::optional<std::string> RegexCheck::error(const std::string& expression) {
    const std::string tooLarge = "error parsing regexp: expression too large";
    const std::size_t reading = readingCost(expression);
    if (reading > readingLeft_) return tooLarge;
    readingLeft_ -= reading;
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    options.set_max_mem(memory);
    const re2::RE2 compiled(expression, options);
    if (compiled.error_code() == re2::RE2::ErrorPatternTooLarge) return tooLarge;
    if (!compiled.ok())
        return fmt::format("error parsing regexp: {}: `{}`", inGosWords(compiled.error_code()),
                           compiled.error_arg());
    const auto program = static_cast<std::size_t>(compiled.ProgramSize());
    if (program > programLeft_) return tooLarge;
    programLeft_ -= program;
    return std::nullopt;
}

}  // namespace baro::promql
