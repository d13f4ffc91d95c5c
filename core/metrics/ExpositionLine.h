// One line of Prometheus' text format, cut into its parts. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/metrics/ExpositionText.h"

namespace baro {

// "name{label="value"} 1.5 1700000000000".
Result<ExpositionSample> parseSampleLine(std::string_view line);

// As Go's ParseFloat reads decimal numbers, which the format refers to: "1e3", "+Inf", "NaN".
std::optional<double> parseSampleValue(std::string_view text);

// The text of a HELP line, where \\ and \n are escaped. Malformed at any other escape and at invalid UTF-8.
Result<std::string> unescapeHelp(std::string_view text);

}  // namespace baro
