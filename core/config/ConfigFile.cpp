#include "core/config/ConfigFile.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/Characters.h"
#include "core/base/Text.h"

namespace baro {
namespace {

bool isKeyCharacter(char c) {
    return isWordCharacter(c) || c == '.' || c == '-';
}

bool isKey(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, isKeyCharacter);
}

bool isControl(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
}

std::string lineOf(std::string_view key, std::string_view value) {
    return value.empty() ? fmt::format("{} =", key) : fmt::format("{} = {}", key, value);
}

}  // namespace

ConfigFile ConfigFile::parse(std::string_view text) {
    ConfigFile file;
    while (const auto line = takeLine(text)) {
        file.lines_.emplace_back(*line);
        const std::size_t number = file.lines_.size();
        const std::string_view content = trimmed(*line);
        if (content.empty() || content.front() == '#') continue;
        const auto equals = content.find('=');
        const std::string_view key = trimmed(content.substr(0, equals));
        if (equals == std::string_view::npos || !isKey(key)) {
            file.problems_.push_back({number, "not of the form \"key = value\""});
        } else if (std::ranges::any_of(content, isControl)) {
            file.problems_.push_back({number, "holds control characters"});
        } else {
            file.entries_.push_back(
                {number, std::string(key), std::string(trimmed(content.substr(equals + 1)))});
        }
    }
    return file;
}

void ConfigFile::set(std::string_view key, std::string_view value) {
    const auto isKeyed = [key](const Entry& entry) { return entry.key == key; };
    const auto last = std::find_if(entries_.rbegin(), entries_.rend(), isKeyed);
    if (last != entries_.rend()) {
        last->value = value;
        lines_[last->line - 1] = lineOf(key, value);
        return;
    }
    lines_.push_back(lineOf(key, value));
    entries_.push_back({lines_.size(), std::string(key), std::string(value)});
}

std::string ConfigFile::text() const {
    std::string text;
    for (const std::string& line : lines_)
        text.append(line).push_back('\n');
    return text;
}

}  // namespace baro
