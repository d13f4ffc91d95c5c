// Number and duration literals: where they end, and what they are worth.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/promql/Lexer.h"

namespace baro::promql {

struct NumberScan {
    TokenKind kind = TokenKind::Error;  // Number, Duration, or Error with what was read until then
    std::size_t bytes = 0;
};
NumberScan scanNumber(std::string_view text);  // begins with a digit, or a dot and a digit

// Decimal, hexadecimal, octal with a leading 0, inf and nan, digits grouped by underscores, as Go reads them.
Result<double> numberValue(std::string_view literal);

// "1h30m": years (365 d), weeks, days, hours, minutes, seconds, milliseconds, in this order, each at most
// once.
Result<std::int64_t> durationMilliseconds(std::string_view literal);
// As files have it, where it may be 0 without a unit.
Result<std::int64_t> durationOfText(std::string_view text);
// The same way, with years and weeks only where nothing remains: 90d is not 12w6d. Not negative.
std::string durationText(std::int64_t milliseconds);

}  // namespace baro::promql
