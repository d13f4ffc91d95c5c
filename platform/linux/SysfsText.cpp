#include "platform/linux/SysfsText.h"

#include <fmt/format.h>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/base/Text.h"

namespace baro::platform {
namespace {

Error notA(std::string_view expected, std::string_view text) {
    constexpr std::size_t shownBytes = 40;
    return malformed(
        fmt::format("\"{}\" is not {}", escapedForTerminal(trimmed(text).substr(0, shownBytes)), expected));
}

}  // namespace

Result<std::int64_t> parseSysfsInteger(std::string_view text) {
    const auto number = parseNumber<std::int64_t>(trimmed(text));
    if (!number) return notA("a whole number", text);
    return *number;
}

Result<std::uint32_t> parseSysfsHex(std::string_view text) {
    std::string_view digits = trimmed(text);
    if (!digits.starts_with("0x")) return notA("a hexadecimal number", text);
    digits.remove_prefix(2);
    std::uint32_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
    if (error != std::errc{} || stop != end) return notA("a hexadecimal number", text);
    return value;
}

Result<UeventProperties> parseUevent(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return malformed("uevent holds a NUL");
    UeventProperties properties;
    while (const auto line = takeLine(text)) {
        if (trimmed(*line).empty()) continue;
        const auto equals = line->find('=');
        if (equals == std::string_view::npos || equals == 0) return notA("a KEY=value line of uevent", *line);
        properties.insert_or_assign(std::string(line->substr(0, equals)),
                                    std::string(trimmed(line->substr(equals + 1))));
    }
    return properties;
}

std::string_view propertyOf(const UeventProperties& properties, std::string_view key) {
    const auto property = properties.find(key);
    return property == properties.end() ? std::string_view() : std::string_view(property->second);
}

}  // namespace baro::platform
