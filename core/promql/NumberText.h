// Numbers as Prometheus writes and reads them: Go's strconv, whose shortest digits read back as the same
// number.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace baro::promql {

// Never an exponent: FormatFloat(value, 'f', -1, 64). NaN, +Inf and -Inf are written so.
std::string fixedText(double value);
// As the HTTP API has it: an exponent below 1e-6 and from 1e21 on. No quotes.
void appendJsonNumber(std::string& text, double value);
std::string jsonNumber(double value);
// As a sentence has it: an exponent below 1e-4 and from 1e6 on (Printf's %g in Go: 1e+06).
std::string shortText(double value);
// Always with an exponent: FormatFloat(value, 'e', -1, 64).
std::string exponentText(double value);

// The whole text as Go's ParseFloat reads it: decimal or hexadecimal, Inf, infinity and NaN in any case.
// Nothing when it is none, and when it is beyond what a double holds.
std::optional<double> readNumber(std::string_view text);

}  // namespace baro::promql
