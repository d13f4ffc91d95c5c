#include "core/promql/NumberScan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"
#include "core/promql/NumberText.h"
#include "core/promql/Quoting.h"

namespace baro::promql {
namespace {

constexpr std::string_view decimalDigits = "0123456789";
constexpr std::string_view hexadecimalDigits = "0123456789abcdefABCDEF";

// Steps through a literal with the rules of Prometheus's scanner, which is stricter than Go's numbers in some
// places (no fraction of a hexadecimal number) and leaves the rest to the reading of the value.
class Scan {
  public:
    explicit Scan(std::string_view text) : text_(text) {}

    std::size_t bytes() const { return at_; }

    bool number() {
        const bool hexadecimal = take("0") && take("xX");
        if (hexadecimal) take("_");
        hexadecimal_ = hexadecimal;
        take(".");
        if (!atEnd() && isDigit()) ++at_;
        bool dot = false;
        bool exponent = false;
        while (!atEnd()) {
            if (is(".")) {
                ++at_;
                if (dot || hexadecimal || take("_.")) return false;
                dot = true;
            } else if (is("eE")) {
                ++at_;
                if (exponent) return false;
                exponent = true;
                take("+-");
                if (take("._eE") || atEnd()) return false;
            } else if (is("_")) {
                ++at_;
                if (take("._eE") || atEnd()) return false;
            } else if (isDigit()) {
                while (!atEnd() && isDigit())
                    ++at_;
            } else {
                break;
            }
        }
        return !atWord();
    }

    // Goes on where number() stopped, at the unit.
    bool restOfDuration() {
        if (!take("smhdwy")) return false;
        take("s");  // of ms; units that are none show when the value is read
        while (take(decimalDigits)) {
            while (take(decimalDigits)) {
            }
            if (!take("smhdw")) return false;
            take("s");
        }
        if (!atWord()) return true;
        ++at_;
        return false;
    }

  private:
    bool atEnd() const { return at_ >= text_.size(); }
    bool isDigit() const {
        const char c = text_[at_];
        if (baro::isDigit(c)) return true;
        return hexadecimal_ && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
    }
    bool is(std::string_view set) const { return !atEnd() && set.find(text_[at_]) != std::string_view::npos; }
    bool take(std::string_view set) {
        if (!is(set)) return false;
        ++at_;
        return true;
    }
    bool atWord() const {
        if (atEnd()) return false;
        return isWordCharacter(text_[at_]);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool hexadecimal_ = false;
};

// Underscores stand between digits, or between a base and its first digit.
bool underscoresSeparate(std::string_view literal) {
    const bool based = literal.size() >= 2 && literal[0] == '0' && (literal[1] == 'x' || literal[1] == 'X');
    const std::string_view digits = based ? hexadecimalDigits : decimalDigits;
    char before = based ? '0' : '!';
    for (const char c : literal.substr(based ? 2 : 0)) {
        const bool digit = digits.find(c) != std::string_view::npos;
        if (before == '_' && !digit) return false;
        if (c == '_' && before != '0') return false;
        before = digit ? '0' : c == '_' ? '_' : '!';
    }
    return before != '_';
}

// As Go's ParseInt with base 0: a leading 0 is octal where only octal digits follow.
std::optional<std::int64_t> integer(std::string_view digits) {
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const bool hexadecimal = digits[1] == 'x' || digits[1] == 'X';
        base = hexadecimal ? 16 : 8;
        digits.remove_prefix(hexadecimal ? 2 : 1);
    }
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc{} || stop != digits.data() + digits.size()) return std::nullopt;
    return value;
}

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
    bool onlyWhole;  // written only where nothing remains
};
constexpr std::int64_t day = 24LL * 60 * 60 * 1000;
constexpr std::array units = std::to_array<Unit>({
    {"y", 365 * day, true},
    {"w", 7 * day, true},
    {"d", day, false},
    {"h", 60LL * 60 * 1000, false},
    {"m", 60LL * 1000, false},
    {"s", 1000, false},
    {"ms", 1, false},
});
// Go counts nanoseconds in 63 bits.
constexpr std::int64_t longest = std::numeric_limits<std::int64_t>::max() / 1'000'000;

std::string_view takeWhile(std::string_view& text, bool digits) {
    std::size_t length = 0;
    while (length < text.size() && isDigit(text[length]) == digits)
        ++length;
    const std::string_view taken = text.substr(0, length);
    text.remove_prefix(length);
    return taken;
}

// A megabyte of digits would take longer to read than a query may take to be refused.
constexpr std::size_t longestLiteral = 1000;

}  // namespace

NumberScan scanNumber(std::string_view text) {
    Scan scan(text);
    if (scan.number()) return {TokenKind::Number, scan.bytes()};
    if (scan.restOfDuration()) return {TokenKind::Duration, scan.bytes()};
    return {TokenKind::Error, std::max<std::size_t>(scan.bytes(), 1)};
}

Result<double> numberValue(std::string_view literal) {
    if (literal.size() > longestLiteral)
        return malformed(fmt::format("error parsing number: longer than {} characters", longestLiteral));
    std::string digits;
    for (const char c : literal)
        if (c != '_') digits += c;
    const bool separated = digits.size() == literal.size() || underscoresSeparate(literal);
    if (const auto whole = integer(digits); whole && separated) return static_cast<double>(*whole);
    if (const auto value = readNumber(digits); value && separated) return *value;
    const bool tooLarge = separated && digits.find_first_not_of("0123456789.eE+-") == std::string::npos;
    return malformed(fmt::format("error parsing number: strconv.ParseFloat: parsing {}: {}", quoted(literal),
                                 tooLarge ? "value out of range" : "invalid syntax"));
}

Result<std::int64_t> durationMilliseconds(std::string_view literal) {
    if (literal.size() > longestLiteral)
        return malformed(
            fmt::format("not a valid duration string: longer than {} characters", longestLiteral));
    const auto none = [literal] {
        return malformed(fmt::format("not a valid duration string: {}", quoted(literal)));
    };
    std::int64_t sum = 0;
    const Unit* next = units.begin();
    for (std::string_view rest = literal; !rest.empty();) {
        const auto count = parseNumber<std::int64_t>(takeWhile(rest, true));
        const std::string_view name = takeWhile(rest, false);
        if (!count || name.empty()) return none();
        const auto* const unit = std::ranges::find(units, name, &Unit::name);
        if (unit == units.end())
            return malformed(fmt::format("unknown unit {} in duration {}", quoted(name), quoted(literal)));
        if (unit < next) return none();
        next = unit + 1;
        if (*count > longest / unit->milliseconds || sum > longest - *count * unit->milliseconds)
            return malformed("duration out of range");
        sum += *count * unit->milliseconds;
    }
    return sum;
}

Result<std::int64_t> durationOfText(std::string_view text) {
    if (text.empty()) return malformed("empty duration string");
    if (text == "0") return std::int64_t{0};
    return durationMilliseconds(text);
}

std::string durationText(std::int64_t milliseconds) {
    if (milliseconds == 0) return "0s";
    std::string text;
    for (const Unit& unit : units) {
        if (unit.onlyWhole && milliseconds % unit.milliseconds != 0) continue;
        if (milliseconds < unit.milliseconds) continue;
        text += fmt::format("{}{}", milliseconds / unit.milliseconds, unit.name);
        milliseconds %= unit.milliseconds;
    }
    return text;
}

}  // namespace baro::promql
