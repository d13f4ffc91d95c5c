// Text of alerts on its way to people: rules and machines chose it, and nobody obeys it. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace baro::alerts {

// In one line of at most so many bytes and "…": control characters, bytes that are not UTF-8 and the
// characters that turn the direction of writing are shown as escapes.
std::string shownText(std::string_view text, std::size_t mostBytes);

}  // namespace baro::alerts
