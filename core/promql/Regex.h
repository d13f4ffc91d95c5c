// The regular expressions of =~ and !~, which are RE2's.
#pragma once

#include <optional>
#include <string>

namespace baro::promql {

// What is wrong with it, in the words of Go's regexp package; nothing when it compiles.
std::optional<std::string> regexError(const std::string& expression);

}  // namespace baro::promql
