#include "core/promql/MatcherText.h"

#include <algorithm>

#include "core/promql/Keywords.h"
#include "core/promql/Quoting.h"

namespace baro::promql {
namespace {

bool isLetter(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isIdentifier(std::string_view name, bool withColons) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    return std::ranges::all_of(name, [withColons](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || (withColons && c == ':');
    });
}

std::string_view sign(LabelMatcher::Kind kind) {
    switch (kind) {
        case LabelMatcher::Kind::Equal:
            return "=";
        case LabelMatcher::Kind::NotEqual:
            return "!=";
        case LabelMatcher::Kind::Regex:
            return "=~";
        case LabelMatcher::Kind::NotRegex:
            return "!~";
    }
    return "=";
}

}  // namespace

std::string matcherText(const LabelMatcher& matcher) {
    std::string text = isIdentifier(matcher.label, false) ? matcher.label : quoted(matcher.label);
    return text.append(sign(matcher.kind)).append(quoted(matcher.value));
}

std::string labelText(std::string_view name) {
    const TokenKind kind = kindOfWord(name);
    const bool reserved = kind == TokenKind::Number || kind == TokenKind::Without;
    return isIdentifier(name, true) && !reserved ? std::string(name) : quoted(name);
}

}  // namespace baro::promql
