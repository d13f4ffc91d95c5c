// A command line out of an input.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace baro::fuzz {

// Arguments are separated by the one byte that none can have.
inline std::vector<std::string> argumentsIn(std::string_view text) {
    std::vector<std::string> arguments;
    while (!text.empty()) {
        const std::string_view argument = text.substr(0, text.find('\0'));
        arguments.emplace_back(argument);
        text.remove_prefix(std::min(argument.size() + 1, text.size()));
    }
    return arguments;
}

}  // namespace baro::fuzz
