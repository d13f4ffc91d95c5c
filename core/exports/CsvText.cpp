#include "core/exports/CsvText.h"

#include <cmath>

#include "core/base/AppendFormat.h"

namespace baro::exports {

std::string csvText(std::string_view text) {
    constexpr std::string_view formulaStarts = "=+-@\t\r\n";
    const bool isUnsafe = !text.empty() && formulaStarts.find(text.front()) != std::string_view::npos;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return (isUnsafe ? "'" : "") + std::string(text);
    std::string cell = isUnsafe ? "\"'" : "\"";
    for (const char c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell += '"';
}

void appendNumber(std::string& out, double value) {
    if (std::isnan(value)) {
        out += "NaN";
    } else if (std::isinf(value)) {
        out += value > 0 ? "Inf" : "-Inf";
    } else {
        appendFormat(out, "{}", value);
    }
}

std::string_view unitName(Unit unit) {
    switch (unit) {
        case Unit::None:
            return {};
        case Unit::Ratio:
            return "ratio";
        case Unit::Bytes:
            return "bytes";
        case Unit::BytesPerSecond:
        case Unit::NetworkBytesPerSecond:
            return "bytes per second";
        case Unit::BitsPerSecond:
            return "bits per second";
        case Unit::Seconds:
            return "seconds";
        case Unit::Hertz:
            return "hertz";
        case Unit::Celsius:
            return "celsius";
        case Unit::Volts:
            return "volts";
        case Unit::Amperes:
            return "amperes";
        case Unit::Watts:
            return "watts";
        case Unit::Joules:
            return "joules";
        case Unit::RevolutionsPerMinute:
            return "revolutions per minute";
        case Unit::PerSecond:
            return "per second";
        case Unit::Timestamp:
            return "seconds since 1970";
    }
    return {};
}

}  // namespace baro::exports
