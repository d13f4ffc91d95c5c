#include "core/config/SettingText.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro {
namespace {

constexpr std::size_t maximumValueBytes = 16'384;

Error refused(std::string_view text, std::string_view expected) {
    constexpr std::size_t shownBytes = 60;
    return malformed(
        fmt::format("\"{}\" is not {}", escapedForTerminal(text.substr(0, shownBytes)), expected));
}

bool isOneOf(std::string_view words, std::string_view word) {
    while (true) {
        const std::string_view candidate = takeField(words);
        if (candidate.empty()) return false;
        if (candidate == word) return true;
    }
}

Result<std::string> normalizedInteger(const Setting& setting, std::string_view text) {
    const auto number = parseNumber<std::int64_t>(text);
    if (!number || *number < setting.minimum || *number > setting.maximum)
        return refused(text, fmt::format("a whole number from {} to {}", setting.minimum, setting.maximum));
    return std::to_string(*number);
}

bool isOneLine(std::string_view text) {
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    return text.size() <= maximumValueBytes && std::ranges::none_of(text, isControl);
}

}  // namespace

std::optional<bool> parseBoolean(std::string_view text) {
    if (isOneOf("true yes on 1", text)) return true;
    if (isOneOf("false no off 0", text)) return false;
    return std::nullopt;
}

std::vector<std::string> parseList(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto comma = text.find(',');
        if (const auto word = trimmed(text.substr(0, comma)); !word.empty()) words.emplace_back(word);
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return words;
}

Result<std::string> normalized(const Setting& setting, std::string_view text) {
    text = trimmed(text);
    switch (setting.type) {
        case SettingType::Boolean:
            if (const auto value = parseBoolean(text)) return std::string(*value ? "true" : "false");
            return refused(text, "true or false");
        case SettingType::Integer:
            return normalizedInteger(setting, text);
        case SettingType::Choice:
            if (isOneOf(setting.choices, text)) return std::string(text);
            return refused(text, fmt::format("one of: {}", setting.choices));
        case SettingType::Text:
        case SettingType::List:
            if (isOneLine(text)) return std::string(text);
            return refused(text, fmt::format("one line of at most {} bytes without control characters",
                                             maximumValueBytes));
    }
    return malformed("unknown type of setting");
}

}  // namespace baro
