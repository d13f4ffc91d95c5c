// Formatted text at the end of another. fmt::format_to makes a whole formatter in each file that calls it;
// this one is made once.
#pragma once

#include <fmt/format.h>

#include <string>

namespace baro {

void appendFormatted(std::string& out, fmt::string_view format, fmt::format_args arguments);

template <class... Arguments>
void appendFormat(std::string& out, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    appendFormatted(out, format, fmt::make_format_args(arguments...));
}

}  // namespace baro
