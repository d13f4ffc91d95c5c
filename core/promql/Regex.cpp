#include "core/promql/Regex.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <string_view>

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
        case re2::RE2::ErrorPatternTooLarge:
            return "expression too large";
        default:
            return "regexp/syntax: internal error";
    }
}

}  // namespace

std::optional<std::string> regexError(const std::string& expression) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    const re2::RE2 compiled(expression, options);
    if (compiled.ok()) return std::nullopt;
    return fmt::format("error parsing regexp: {}: `{}`", inGosWords(compiled.error_code()),
                       compiled.error_arg());
}

}  // namespace baro::promql
