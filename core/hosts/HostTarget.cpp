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
    return promql::selectorText(matchersOf(target));
}

std::string samplesQuery(const HostTarget& target, std::string_view range) {
    return selectorOf(target).append("[").append(range).append("]");
}

}  // namespace baro
