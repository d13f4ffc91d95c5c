#include "core/metrics/WrittenNumber.h"

#include <string>

#include "core/base/Characters.h"
#include "core/model/FilterNumbers.h"

namespace baro {
namespace {

// Decimal, and of case: "mW" is not "MW". Where nothing small is measured, m is written for M.
std::optional<double> decimalPrefix(std::string_view prefix, bool hasSmall) {
    if (prefix.empty()) return 1;
    if (hasSmall && prefix == "m") return 1e-3;
    if (hasSmall && (prefix == "µ" || prefix == "u")) return 1e-6;
    const std::string lower = lowered(prefix);
    if (lower == "k") return 1e3;
    if (lower == "m") return 1e6;
    if (lower == "g") return 1e9;
    if (lower == "t") return 1e12;
    return std::nullopt;
}

std::string_view without(std::string_view written, std::string_view end) {
    const bool endsSo =
        written.size() >= end.size() && equalsIgnoringCase(written.substr(written.size() - end.size()), end);
    return endsSo ? written.substr(0, written.size() - end.size()) : written;
}

std::optional<double> bitFactor(std::string_view written) {
    const std::string_view rest = without(without(written, "/s"), "bit");
    return decimalPrefix(rest == written ? without(written, "bps") : rest, false);
}

// Shown in bits, a number without "B" is one of bits, too.
std::optional<double> byteRateFactor(std::string_view written, bool isInBits) {
    const std::string lower = lowered(written);
    // "Mbps" are megabits, "MBps" megabytes.
    const bool saysBits = lower.find("bit") != std::string::npos || written.ends_with("bps");
    const bool saysBytes = !saysBits && lower.find('b') != std::string::npos;
    if (!saysBits && !(isInBits && !saysBytes))
        return filterUnitFactor(ProcessFieldKind::BytesPerSecond, written);
    const auto factor = bitFactor(written);
    return factor ? std::optional(*factor / bitsOfByte) : std::nullopt;
}

std::optional<double> secondsFactor(std::string_view written) {
    if (written == "ns") return 1e-9;
    if (written == "µs" || written == "us") return 1e-6;
    return filterUnitFactor(ProcessFieldKind::Seconds, written);
}

std::optional<double> celsius(double number, std::string_view written, const FormatStyle& style) {
    const std::string_view letter = written.starts_with("°") ? written.substr(2) : written;
    if (equalsIgnoringCase(letter, "f") || (written.empty() && style.fahrenheit))
        return (number - 32) * 5 / 9;
    if (written.empty() || equalsIgnoringCase(letter, "c")) return number;
    return std::nullopt;
}

std::optional<double> factorOf(std::string_view written, Unit unit, const FormatStyle& style) {
    switch (unit) {
        case Unit::None:
            return decimalPrefix(written, false);
        case Unit::Ratio:
            return written.empty() || written == "%" ? std::optional(0.01) : std::nullopt;
        case Unit::Bytes:
            return filterUnitFactor(ProcessFieldKind::Bytes, written);
        case Unit::BytesPerSecond:
            return byteRateFactor(written, false);
        case Unit::NetworkBytesPerSecond:
            return byteRateFactor(written, style.ratesInBits);
        case Unit::BitsPerSecond:
            return bitFactor(written);
        case Unit::Seconds:
            return secondsFactor(written);
        case Unit::Hertz:
            return decimalPrefix(without(written, "hz"), false);
        case Unit::Volts:
            return decimalPrefix(without(written, "v"), true);
        case Unit::Amperes:
            return decimalPrefix(without(written, "a"), true);
        case Unit::Watts:
            return decimalPrefix(without(written, "w"), true);
        case Unit::Joules:
            return decimalPrefix(without(written, "j"), false);
        case Unit::RevolutionsPerMinute:
            return without(written, "rpm").empty() ? std::optional(1.0) : std::nullopt;
        case Unit::PerSecond:
            return decimalPrefix(without(written, "/s"), false);
        case Unit::Celsius:
        case Unit::Timestamp:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::optional<double> writtenNumber(double number, std::string_view written, Unit unit,
                                    const FormatStyle& style) {
    if (unit == Unit::Celsius) return celsius(number, written, style);
    const auto factor = factorOf(written, unit, style);
    return factor ? std::optional(number * *factor) : std::nullopt;
}

}  // namespace baro
