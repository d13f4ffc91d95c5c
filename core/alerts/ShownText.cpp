#include "core/alerts/ShownText.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/Escape.h"

namespace baro::alerts {
namespace {

constexpr std::string_view ellipsis = "…";

using Replacement = std::pair<std::string_view, std::string_view>;
// Unicode Standard Annex 9, "Explicit Directional Formatting Characters", and the two separators of lines.
constexpr std::array<Replacement, 13> turningCharacters{{{"\u200e", "\\u200e"},
                                                         {"\u200f", "\\u200f"},
                                                         {"\u202a", "\\u202a"},
                                                         {"\u202b", "\\u202b"},
                                                         {"\u202c", "\\u202c"},
                                                         {"\u202d", "\\u202d"},
                                                         {"\u202e", "\\u202e"},
                                                         {"\u2066", "\\u2066"},
                                                         {"\u2067", "\\u2067"},
                                                         {"\u2068", "\\u2068"},
                                                         {"\u2069", "\\u2069"},
                                                         {"\u2028", "\\u2028"},
                                                         {"\u2029", "\\u2029"}}};

std::string withoutTurns(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto turn = std::ranges::find_if(
            turningCharacters, [text](const Replacement& each) { return text.starts_with(each.first); });
        const bool isTurn = turn != turningCharacters.end();
        const std::size_t bytes =
            isTurn ? turn->first.size() : std::max<std::size_t>(1, utf8SequenceLength(text));
        out += isTurn ? turn->second : text.substr(0, bytes);
        text.remove_prefix(bytes);
    }
    return out;
}

// The most of it that fits, up to the end of a character.
std::string_view beginning(std::string_view text, std::size_t mostBytes) {
    std::size_t end = 0;
    while (end < text.size()) {
        const std::size_t next = end + std::max<std::size_t>(1, utf8SequenceLength(text.substr(end)));
        if (next > mostBytes) break;
        end = next;
    }
    return text.substr(0, end);
}

}  // namespace

std::string shownText(std::string_view text, std::size_t mostBytes) {
    // What is far too long need not be escaped first.
    const bool isCut = text.size() > mostBytes;
    std::string shown = withoutTurns(escapedForTerminal(isCut ? beginning(text, mostBytes) : text));
    if (shown.size() <= mostBytes && !isCut) return shown;
    return std::string(beginning(shown, mostBytes)) += ellipsis;
}

}  // namespace baro::alerts
