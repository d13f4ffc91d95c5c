#include "core/prometheus/ErrorPlace.h"

#include "core/base/Characters.h"
#include "core/base/Numbers.h"

namespace baro::prometheus {
namespace {

constexpr std::string_view behindPlace = ": parse error";

// The number that ends the text, which is cut off; nothing: there is none.
std::optional<std::size_t> numberAtEnd(std::string_view& text) {
    std::size_t begin = text.size();
    while (begin > 0 && isDigit(text[begin - 1]))
        --begin;
    const auto number = parseNumber<std::uint32_t>(text.substr(begin));
    text = text.substr(0, begin);
    if (!number) return std::nullopt;
    return *number;
}

// Of a line that counts from 1.
std::optional<std::size_t> lineStart(std::string_view text, std::size_t line) {
    std::size_t start = 0;
    for (std::size_t at = 1; at < line; ++at) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string_view::npos) return std::nullopt;
        start = end + 1;
    }
    return start;
}

}  // namespace

std::optional<ErrorPlace> errorPlaceIn(std::string_view message, std::string_view text) {
    const std::size_t behind = message.find(behindPlace);
    if (behind == std::string_view::npos) return std::nullopt;
    std::string_view before = message.substr(0, behind);
    const auto column = numberAtEnd(before);
    if (!column || *column == 0 || !before.ends_with(':')) return std::nullopt;
    before.remove_suffix(1);
    const auto line = numberAtEnd(before);
    if (!line || *line == 0) return std::nullopt;
    const auto start = lineStart(text, *line);
    if (!start || *start + *column - 1 > text.size()) return std::nullopt;
    ErrorPlace place{*start + *column - 1, 0};
    place.to = place.from;
    while (place.to < text.size() && isWordCharacter(text[place.to]))
        ++place.to;
    if (place.to == place.from && place.from < text.size()) ++place.to;
    return place;
}

}  // namespace baro::prometheus
