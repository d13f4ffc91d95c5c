#include "core/hosts/HostTarget.h"

#include <algorithm>

#include "core/promql/MatcherText.h"

namespace baro {

std::vector<LabelMatcher> matchersOf(const HostTarget& target) {
    std::vector<LabelMatcher> matchers{{"instance", LabelMatcher::Kind::Equal, target.instance},
                                       {"job", LabelMatcher::Kind::Equal, target.job}};
    matchers.insert(matchers.end(), target.others.begin(), target.others.end());
    return matchers;
}

bool isOf(const HostTarget& target, const Labels& labels) {
    if (labels.value("instance") != target.instance) return false;
    return std::ranges::all_of(matchersOf(target), [&labels](const LabelMatcher& matcher) {
        const std::string_view value = labels.value(matcher.label);
        return value.empty() || value == matcher.value;
    });
}

std::string selectorOf(const HostTarget& target) {
    return promql::selectorText(matchersOf(target));
}

std::string samplesQuery(const HostTarget& target, std::string_view range) {
    return selectorOf(target).append("[").append(range).append("]");
}

}  // namespace baro
