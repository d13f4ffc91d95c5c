#include "core/promql/LabelText.h"

#include <algorithm>

#include "core/promql/Quoting.h"

namespace baro::promql {
namespace {

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Other names are written in quotes.
bool isPlainName(const std::string& name) {
    return !name.empty() && isLetter(name.front()) &&
           std::ranges::all_of(name, [](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

std::string labelText(const Labels& labels) {
    std::string text = "{";
    for (const auto& [name, value] : labels.pairs()) {
        if (text.size() > 1) text += ", ";
        text += (isPlainName(name) ? name : quoted(name)) + '=' + quoted(value);
    }
    return text += '}';
}

}  // namespace baro::promql
