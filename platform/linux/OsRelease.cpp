#include "platform/linux/OsRelease.h"

#include <algorithm>
#include <optional>

#include "core/base/Text.h"

namespace baro::platform {
namespace {

bool isControl(char character) {
    return static_cast<unsigned char>(character) < ' ' || character == 127;
}

// The value without its quotes; within double quotes a backslash protects the character behind it.
std::optional<std::string> unquoted(std::string_view value) {
    const char quote = value.empty() ? '\0' : value.front();
    if (quote != '"' && quote != '\'') return std::string(value);
    if (value.size() < 2 || value.back() != quote) return std::nullopt;
    value = value.substr(1, value.size() - 2);
    std::string result;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == quote) return std::nullopt;
        if (quote == '"' && value[i] == '\\' && ++i == value.size()) return std::nullopt;
        result += value[i];
    }
    return result;
}

}  // namespace

Result<OsRelease> parseOsRelease(std::string_view text) {
    OsRelease release;
    std::string name;
    while (const auto rawLine = takeLine(text)) {
        const std::string_view line = trimmed(*rawLine);
        if (line.empty() || line.front() == '#') continue;
        const auto equals = line.find('=');
        if (equals == std::string_view::npos || equals == 0 || std::ranges::any_of(line, isControl))
            return malformed("a line of os-release is not \"NAME=value\"");
        const auto value = unquoted(line.substr(equals + 1));
        if (!value) return malformed("a value of os-release has quotes that do not match");
        const std::string_view key = line.substr(0, equals);
        if (key == "PRETTY_NAME") release.prettyName = *value;
        if (key == "NAME") name = *value;
        if (key == "ID") release.id = *value;
        release.properties.insert_or_assign(std::string(key), *value);
    }
    if (release.prettyName.empty()) release.prettyName = name;
    if (release.prettyName.empty()) return malformed("os-release has neither PRETTY_NAME nor NAME");
    return release;
}

}  // namespace baro::platform
