// The pieces of a CSV file (RFC 4180), made so that no spreadsheet takes a text for a formula.
#pragma once

#include <string>
#include <string_view>

#include "core/metrics/Unit.h"

namespace baro::exports {

// A cell of text: in quotes where it must be. One that begins with =, +, -, @, a tab or a line's end gets an
// apostrophe before it, which spreadsheets take as "this is text"
// (https://owasp.org/www-community/attacks/CSV_Injection).
std::string csvText(std::string_view text);

// The shortest digits that read back as the same number; NaN, Inf and -Inf.
void appendNumber(std::string& out, double value);

// "bytes per second"; empty for a count.
std::string_view unitName(Unit unit);

}  // namespace baro::exports
