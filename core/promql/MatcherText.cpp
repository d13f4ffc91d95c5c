#include "core/promql/MatcherText.h"

#include <algorithm>
#include <utility>

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

std::string selectorText(const std::vector<LabelMatcher>& matchers) {
    std::string text = "{";
    for (const LabelMatcher& matcher : matchers)
        text.append(text.size() == 1 ? "" : ",").append(matcherText(matcher));
    return text + '}';
}

std::string labelText(std::string_view name) {
    const TokenKind kind = kindOfWord(name);
    const bool reserved = kind == TokenKind::Number || kind == TokenKind::Without;
    return isMetricName(name) && !reserved ? std::string(name) : quoted(name);
}

void sortAsPrinted(std::vector<LabelMatcher>& matchers) {
    std::vector<std::pair<std::string, LabelMatcher>> printed;
    printed.reserve(matchers.size());
    for (LabelMatcher& matcher : matchers) {
        std::string text = matcherText(matcher);
        printed.emplace_back(std::move(text), std::move(matcher));
    }
    std::ranges::stable_sort(printed, {}, &std::pair<std::string, LabelMatcher>::first);
    std::ranges::transform(printed, matchers.begin(), [](auto& one) { return std::move(one.second); });
}

}  // namespace baro::promql
