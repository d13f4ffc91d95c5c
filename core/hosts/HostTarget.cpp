#include "core/hosts/HostTarget.h"

#include "core/promql/MatcherText.h"

namespace baro {

std::vector<LabelMatcher> matchersOf(const HostTarget& target) {
    std::vector<LabelMatcher> matchers{{"instance", LabelMatcher::Kind::Equal, target.instance},
                                       {"job", LabelMatcher::Kind::Equal, target.job}};
    matchers.insert(matchers.end(), target.others.begin(), target.others.end());
    return matchers;
}

std::string selectorOf(const HostTarget& target) {
    std::string text;
    for (const LabelMatcher& matcher : matchersOf(target))
        text.append(text.empty() ? "{" : ",").append(promql::matcherText(matcher));
    return text + '}';
}

// Five minutes: what is older has ended, by PromQL's lookback.
std::string samplesQuery(const HostTarget& target) {
    return selectorOf(target) + "[5m]";
}

}  // namespace baro
