// PromQL with holes: what a chart asks names $interval, $host or a variable of its page, and each is put in
// before the text is asked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace baro {

using ExpressionVariables = std::map<std::string, std::string, std::less<>>;

inline constexpr std::string_view intervalVariable = "interval";  // the range of a rate
inline constexpr std::string_view hostVariable = "host";          // the name of the machine shown

// Each $name that is known is replaced by its value; others stay, and the parser says that they are
// unexpected.
std::string withVariables(std::string_view text, const ExpressionVariables& variables);

// rate(selector[$interval])
std::string rateOf(std::string_view selector);

// As PromQL writes it: "2500ms", "1m".
std::string durationText(std::int64_t milliseconds);

}  // namespace baro
