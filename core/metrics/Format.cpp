#include "core/metrics/Format.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>

namespace baro {
namespace {

constexpr std::string_view unknownText = "\u2013";
constexpr std::string_view thinSpace = "\u2009";

struct Prefix {
    double factor;
    std::string_view text;
};
using Prefixes = std::span<const Prefix>;

// Each ascending; the first one is used for everything smaller too.
constexpr std::array<Prefix, 1> plain{{{1, ""}}};
constexpr std::array<Prefix, 7> large{
    {{1, ""}, {1e3, "k"}, {1e6, "M"}, {1e9, "G"}, {1e12, "T"}, {1e15, "P"}, {1e18, "E"}}};
constexpr std::array<Prefix, 7> binary{{{1, ""},
                                        {0x1p10, "Ki"},
                                        {0x1p20, "Mi"},
                                        {0x1p30, "Gi"},
                                        {0x1p40, "Ti"},
                                        {0x1p50, "Pi"},
                                        {0x1p60, "Ei"}}};
constexpr std::array<Prefix, 4> small{{{1e-9, "n"}, {1e-6, "µ"}, {1e-3, "m"}, {1, ""}}};
constexpr std::array<Prefix, 3> electric{{{1e-3, "m"}, {1, ""}, {1e3, "k"}}};

int decimalsFor(double magnitude) {
    return magnitude >= 99.95 ? 0 : magnitude >= 9.995 ? 1 : 2;
}

// Three significant digits; whole numbers and trailing zeros stay short.
std::string digits(double value, const FormatStyle& style) {
    std::string text = fmt::format("{:.{}f}", value, decimalsFor(std::abs(value)));
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    if (text == "-0") return "0";
    if (const auto point = text.find('.'); point != std::string::npos) text[point] = style.decimalSeparator;
    return text;
}

// Chosen after rounding: 999.9 is 1.00 of the next prefix.
const Prefix& prefixFor(double magnitude, Prefixes prefixes) {
    const Prefix* chosen = &prefixes.front();
    for (const Prefix& prefix : prefixes.subspan(1)) {
        const double below = magnitude / chosen->factor;
        // Decimal factors below 1 are not exact, so neither is their quotient.
        const double step = prefix.factor / chosen->factor * (1 - 1e-9);
        const double scale = std::pow(10, decimalsFor(below));
        if (std::round(below * scale) / scale >= step) chosen = &prefix;
    }
    return *chosen;
}

FormattedValue prefixed(double value, Prefixes prefixes, std::string_view unit, const FormatStyle& style) {
    if (std::isinf(value)) return {value < 0 ? "-\u221e" : "\u221e", std::string(unit)};
    if (value == 0) return {"0", std::string(unit)};
    const Prefix& prefix = prefixFor(std::abs(value), prefixes);
    return {digits(value / prefix.factor, style), fmt::format("{}{}", prefix.text, unit)};
}

FormattedValue bytes(double value, std::string_view perSecond, const FormatStyle& style) {
    const Prefixes prefixes = style.binaryBytes ? Prefixes(binary) : Prefixes(large);
    return prefixed(value, prefixes, fmt::format("B{}", perSecond), style);
}

FormattedValue temperature(double celsius, const FormatStyle& style) {
    if (style.fahrenheit) return prefixed(celsius * 9 / 5 + 32, plain, "°F", style);
    return prefixed(celsius, plain, "°C", style);
}

// Seconds since 1970-01-01 as UTC: whoever wants local time has a calendar.
FormattedValue timestamp(double value) {
    constexpr double year10000 = 253402300800;
    if (!(value >= 0 && value < year10000)) return {std::string(unknownText), ""};
    const auto whole = static_cast<std::int64_t>(value);
    // Days to date after the proleptic Gregorian calendar: eras of 400 years that begin on 1 March of year 0.
    const std::int64_t days = whole / 86400 + 719468;
    const std::int64_t era = days / 146097;
    const std::int64_t dayOfEra = days % 146097;
    const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const std::int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const std::int64_t month = (5 * dayOfYear + 2) / 153;
    const std::int64_t day = dayOfYear - (153 * month + 2) / 5 + 1;
    const std::int64_t calendarMonth = month < 10 ? month + 3 : month - 9;
    const std::int64_t year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0);
    return {fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", year, calendarMonth, day, whole / 3600 % 24,
                        whole / 60 % 60, whole % 60),
            "UTC"};
}

}  // namespace

FormattedValue formatParts(double value, Unit unit, const FormatStyle& style) {
    if (std::isnan(value)) return {std::string(unknownText), ""};
    switch (unit) {
        case Unit::None:
            return prefixed(value, large, "", style);
        case Unit::Ratio:
            return prefixed(value * 100, plain, "%", style);
        case Unit::Bytes:
            return bytes(value, "", style);
        case Unit::BytesPerSecond:
            return bytes(value, "/s", style);
        case Unit::NetworkBytesPerSecond:
            return style.ratesInBits ? prefixed(value * bitsOfByte, large, "bit/s", style)
                                     : bytes(value, "/s", style);
        case Unit::BitsPerSecond:
            return prefixed(value, large, "bit/s", style);
        case Unit::Seconds:
            return prefixed(value, small, "s", style);
        case Unit::Hertz:
            return prefixed(value, large, "Hz", style);
        case Unit::Celsius:
            return temperature(value, style);
        case Unit::Volts:
            return prefixed(value, electric, "V", style);
        case Unit::Amperes:
            return prefixed(value, electric, "A", style);
        case Unit::Watts:
            return prefixed(value, electric, "W", style);
        case Unit::Joules:
            return prefixed(value, large, "J", style);
        case Unit::RevolutionsPerMinute:
            return {std::isinf(value) ? "\u221e" : fmt::format("{:.0f}", value), "rpm"};
        case Unit::PerSecond:
            return prefixed(value, large, "/s", style);
        case Unit::Timestamp:
            return timestamp(value);
    }
    return {std::string(unknownText), ""};
}

std::string formatValue(double value, Unit unit, const FormatStyle& style) {
    const FormattedValue parts = formatParts(value, unit, style);
    if (parts.unit.empty()) return parts.number;
    return fmt::format("{}{}{}", parts.number, thinSpace, parts.unit);
}

std::string formatDuration(double seconds) {
    if (std::isnan(seconds) || std::abs(seconds) > 1e15) return std::string(unknownText);
    if (seconds < 0) return "-" + formatDuration(-seconds);
    const auto whole = static_cast<std::int64_t>(std::floor(seconds));
    const auto minutes = whole / 60;
    const auto hours = minutes / 60;
    if (whole < 60) return fmt::format("{} s", whole);
    if (hours == 0) return fmt::format("{} min {:02} s", minutes, whole % 60);
    if (hours < 24) return fmt::format("{} h {:02} min", hours, minutes % 60);
    return fmt::format("{} d {} h", hours / 24, hours % 24);
}

}  // namespace baro
