#include "core/pages/ExpressionText.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace baro {
namespace {

bool belongsToName(char character) {
    return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

}  // namespace

std::string withVariables(std::string_view text, const ExpressionVariables& variables) {
    std::string filled;
    while (!text.empty()) {
        const std::size_t dollar = std::min(text.find('$'), text.size());
        filled += text.substr(0, dollar);
        text.remove_prefix(dollar);
        if (text.empty()) break;
        const auto end = std::find_if_not(text.begin() + 1, text.end(), belongsToName);
        const auto name = text.substr(1, static_cast<std::size_t>(end - text.begin()) - 1);
        const auto found = variables.find(name);
        filled += found == variables.end() ? text.substr(0, name.size() + 1) : found->second;
        text.remove_prefix(name.size() + 1);
    }
    return filled;
}

std::string rateOf(std::string_view selector) {
    return std::string("rate(").append(selector).append("[$").append(intervalVariable).append("])");
}

std::string durationText(std::int64_t milliseconds) {
    constexpr std::array<std::pair<std::int64_t, std::string_view>, 4> units{
        {{3'600'000, "h"}, {60'000, "m"}, {1000, "s"}, {1, "ms"}}};
    for (const auto& [size, name] : units)
        if (milliseconds % size == 0) return std::to_string(milliseconds / size).append(name);
    return {};
}

}  // namespace baro
