#include "core/yaml/YamlLines.h"

#include <algorithm>

#include "core/base/Text.h"

namespace baro {

std::vector<std::string> yamlLines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::size_t length = end == std::string_view::npos ? text.size() : end + 1;
        lines.emplace_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    if (!lines.empty() && !lines.back().ends_with('\n')) lines.back() += '\n';
    return lines;
}

std::size_t columnOfLine(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

bool saysNothing(std::string_view line) {
    return trimmed(line).empty() || trimmed(line).starts_with('#');
}

bool beginsWithDash(std::string_view line) {
    return trimmed(line).starts_with("- ") || trimmed(line) == "-";
}

}  // namespace baro
