// A YAML text as the lines that it is changed by. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baro {

// Each with its end, which the last one gets where it has none: together they are the text.
std::vector<std::string> yamlLines(std::string_view text);

struct YamlLineSpan {
    std::size_t from = 0;
    std::size_t to = 0;  // not included
};

// Of its first character that is no blank; the length of a line that has none.
std::size_t columnOfLine(std::string_view line);
// Nothing, or a comment.
bool saysNothing(std::string_view line);
bool beginsWithDash(std::string_view line);

}  // namespace baro
