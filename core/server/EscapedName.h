// Names beyond [a-zA-Z0-9_:] within an address: "U__" and the name, in which "__" is an underscore and
// "_1f600_" the character of that number (values escaping,
// https://github.com/prometheus/proposals/blob/main/proposals/2023-08-21-utf8.md). Pure.
#pragma once

#include <string>
#include <string_view>

namespace baro {

// The text itself when it is no escaped name.
std::string unescapedName(std::string_view text);

}  // namespace baro
