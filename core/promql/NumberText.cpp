#include "core/promql/NumberText.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/base/Characters.h"

namespace baro::promql {
namespace {

constexpr double exactWholeNumbers = 9007199254740992;  // 2^53

// value = 0.digits * 10^point: the fewest digits that read back as the value, which is finite.
struct Decimal {
    bool negative = false;
    std::array<char, 24> buffer{};
    std::size_t length = 0;
    int point = 0;

    std::string_view digits() const { return {buffer.data(), length}; }
};

// to_chars in fixed notation would write the digits beyond the shortest ones of a large number instead of
// zeros, so its scientific notation is taken apart.
Decimal shortest(double value) {
    Decimal result;
    result.negative = std::signbit(value);
    std::array<char, 32> text{};
    const char* end =
        std::to_chars(text.begin(), text.end(), std::abs(value), std::chars_format::scientific).ptr;
    const char* exponent = std::find(text.cbegin(), end, 'e');
    for (const char* at = text.begin(); at != exponent; ++at)
        if (*at != '.') result.buffer[result.length++] = *at;
    int power = 0;
    std::from_chars(exponent + (exponent[1] == '+' ? 2 : 1), end, power);
    result.point = value == 0 ? 1 : power + 1;
    return result;
}

void appendFixed(std::string& text, const Decimal& number) {
    if (number.negative) text += '-';
    const std::string_view digits = number.digits();
    if (number.point <= 0) {
        text += "0";
        if (digits == "0") return;
        text += '.';
        text.append(static_cast<std::size_t>(-number.point), '0');
        text += digits;
        return;
    }
    const auto whole = static_cast<std::size_t>(number.point);
    text += digits.substr(0, whole);
    if (digits.size() <= whole) {
        text.append(whole - digits.size(), '0');
        return;
    }
    text += '.';
    text += digits.substr(whole);
}

void appendScientific(std::string& text, const Decimal& number, std::size_t leastExponentDigits) {
    if (number.negative) text += '-';
    text += number.digits().front();
    if (number.length > 1) {
        text += '.';
        text += number.digits().substr(1);
    }
    const int power = number.point - 1;
    text += power < 0 ? "e-" : "e+";
    const std::string exponent = std::to_string(std::abs(power));
    if (exponent.size() < leastExponentDigits) text += '0';
    text += exponent;
}

bool appendNotFinite(std::string& text, double value) {
    if (std::isfinite(value)) return false;
    text += std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    return true;
}

std::optional<double> parseFinite(std::string_view text) {
    auto format = std::chars_format::general;
    if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        // Go wants the exponent of a hexadecimal number said.
        if (text.find_first_of("pP") == std::string_view::npos) return std::nullopt;
        text.remove_prefix(2);
        format = std::chars_format::hex;
    }
    if (text.empty() || text.front() == '-' || text.front() == '+') return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, format);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

// Most values are counts, or have two or three digits behind the point. A decimal of at most 15 digits is the
// shortest that gives its number back, for no two of them give the same; written as an integer it takes a
// fraction of the time. False: the value is none of them.
bool appendThousandths(std::string& text, double value) {
    constexpr double most = 1e12;
    const double magnitude = std::abs(value);
    if (!(magnitude < most) || value == 0) return false;
    const double scaled = std::round(magnitude * 1000);
    if (scaled / 1000 != magnitude) return false;
    const auto thousandths = static_cast<std::uint64_t>(scaled);
    if (value < 0) text += '-';
    std::array<char, 20> whole{};
    text.append(whole.begin(), std::to_chars(whole.begin(), whole.end(), thousandths / 1000).ptr);
    if (auto rest = static_cast<int>(thousandths % 1000); rest != 0) {
        std::array<char, 4> digits{'.', static_cast<char>('0' + rest / 100),
                                   static_cast<char>('0' + rest / 10 % 10),
                                   static_cast<char>('0' + rest % 10)};
        std::size_t length = digits.size();
        while (digits[length - 1] == '0')
            --length;
        text.append(digits.data(), length);
    }
    return true;
}

}  // namespace

std::string fixedText(double value) {
    std::string text;
    if (!appendNotFinite(text, value)) appendFixed(text, shortest(value));
    return text;
}

void appendJsonNumber(std::string& text, double value) {
    if (appendThousandths(text, value) || appendNotFinite(text, value)) return;
    const double magnitude = std::abs(value);
    if (magnitude < exactWholeNumbers && (magnitude >= 1e-6 || magnitude == 0)) {
        // All digits before the point are the shortest ones: to_chars writes them as they should be.
        std::array<char, 32> buffer{};
        const auto end = std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed).ptr;
        text.append(buffer.begin(), end);
    } else if (magnitude < 1e-6 || magnitude >= 1e21) {
        appendScientific(text, shortest(value), 1);
    } else {
        appendFixed(text, shortest(value));
    }
}

std::string jsonNumber(double value) {
    std::string text;
    appendJsonNumber(text, value);
    return text;
}

std::string shortText(double value) {
    std::string text;
    if (appendNotFinite(text, value)) return text;
    const Decimal number = shortest(value);
    if (number.point < -3 || number.point > 6)
        appendScientific(text, number, 2);
    else
        appendFixed(text, number);
    return text;
}

std::string exponentText(double value) {
    std::string text;
    if (!appendNotFinite(text, value)) appendScientific(text, shortest(value), 2);
    return text;
}

std::optional<double> readNumber(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    std::optional<double> value;
    if (equalsIgnoringCase(text, "inf") || equalsIgnoringCase(text, "infinity"))
        value = std::numeric_limits<double>::infinity();
    else if (equalsIgnoringCase(text, "nan"))
        return std::numeric_limits<double>::quiet_NaN();
    else
        value = parseFinite(text);
    if (value && negative) return -*value;
    return value;
}

}  // namespace baro::promql
