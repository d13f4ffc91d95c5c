// Numbers for people: the one place where base units become text. Text is plain ASCII apart from the signs °
// and µ and the thin space between number and unit; digits and the decimal separator follow the style given.
#pragma once

#include <string>

#include "core/metrics/Unit.h"

namespace baro {

struct FormatStyle {
    char decimalSeparator = '.';
    bool binaryBytes = true;   // KiB, MiB instead of kB, MB
    bool ratesInBits = false;  // Unit::NetworkBytesPerSecond as bit/s
    bool fahrenheit = false;
    bool operator==(const FormatStyle&) const = default;
};

// Three significant digits with the prefix that fits: "1.21 GiB", "83.4 MB/s", "12 %", "2.4 GHz", "3 ms", "47
// °C". NaN is "–", never 0.
std::string formatValue(double value, Unit unit, const FormatStyle& style = {});

struct FormattedValue {
    std::string number;
    std::string unit;
};
// The same in two parts, for large figures with a small unit.
FormattedValue formatParts(double value, Unit unit, const FormatStyle& style = {});

// "3 d 4 h", "2 h 05 min", "48 s".
std::string formatDuration(double seconds);

}  // namespace baro
