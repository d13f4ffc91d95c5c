#include "core/model/FilterNumbers.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "core/base/Characters.h"

namespace baro {
namespace {

std::optional<double> byteFactor(std::string_view unit) {
    if (unit == "b" || unit == "byte" || unit == "bytes") return 1;
    constexpr std::string_view prefixes = "kmgtp";
    const auto power = unit.empty() ? std::string_view::npos : prefixes.find(unit.front());
    if (power == std::string_view::npos) return std::nullopt;
    const std::string_view rest = unit.substr(1);
    if (rest == "b") return std::pow(1000.0, static_cast<double>(power + 1));
    if (rest.empty() || rest == "i" || rest == "ib") return std::pow(1024.0, static_cast<double>(power + 1));
    return std::nullopt;
}

std::optional<double> durationFactor(std::string_view unit) {
    struct Row {
        std::string_view unit;
        double seconds;
    };
    constexpr Row rows[] = {{"ms", 0.001}, {"s", 1},    {"sec", 1},   {"m", 60},
                            {"min", 60},   {"h", 3600}, {"d", 86400}, {"w", 7 * 86400.0}};
    const auto found =
        std::find_if(std::begin(rows), std::end(rows), [unit](const Row& row) { return row.unit == unit; });
    if (found == std::end(rows)) return std::nullopt;
    return found->seconds;
}

}  // namespace

std::optional<FilterNumber> leadingNumber(std::string_view text) {
    // from_chars would also take "inf" and "nan".
    const auto numeric = std::min(text.find_first_not_of("0123456789.,-"), text.size());
    std::string digits(text.substr(0, numeric));
    if (std::count(digits.begin(), digits.end(), ',') == 1)
        std::replace(digits.begin(), digits.end(), ',', '.');
    double value = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    if (error != std::errc{} || stop != digits.data() + digits.size() || !std::isfinite(value))
        return std::nullopt;
    return FilterNumber{value, text.substr(numeric)};
}

std::optional<double> filterUnitFactor(ProcessFieldKind kind, std::string_view unit) {
    if (unit.empty()) return 1;
    const std::string lower = lowered(unit);
    switch (kind) {
        case ProcessFieldKind::Percent:
            if (lower == "%") return 1;
            return std::nullopt;
        case ProcessFieldKind::Bytes:
            return byteFactor(lower);
        case ProcessFieldKind::BytesPerSecond:
            return byteFactor(lower.ends_with("/s") ? std::string_view(lower).substr(0, lower.size() - 2)
                                                    : lower);
        case ProcessFieldKind::Seconds:
            return durationFactor(lower);
        case ProcessFieldKind::Count:
        case ProcessFieldKind::Text:
        case ProcessFieldKind::State:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace baro
