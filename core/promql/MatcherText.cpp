#include "core/promql/MatcherText.h"

#include "core/base/Characters.h"
#include "core/promql/Keywords.h"
#include "core/promql/Quoting.h"

namespace baro::promql {
namespace {

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
    std::string text = isLabelName(matcher.label) ? matcher.label : quoted(matcher.label);
    return text.append(sign(matcher.kind)).append(quoted(matcher.value));
}

std::string labelText(std::string_view name) {
    const TokenKind kind = kindOfWord(name);
    const bool reserved = kind == TokenKind::Number || kind == TokenKind::Without;
    return isMetricName(name) && !reserved ? std::string(name) : quoted(name);
}

}  // namespace baro::promql
