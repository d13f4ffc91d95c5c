// Which alerts an Alertmanager is to be told of, and when again, as Prometheus has it (rules/alerting.go,
// sendAlerts): at once when one fires or resolves, and then over and over, so that what did not arrive, and
// what an Alertmanager forgot when it was restarted, is known to it after a while. Time is an argument. Not
// synchronised.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/base/Clock.h"
#include "core/telling/PostableAlert.h"

namespace baro::alerts {

class AlertResending {
  public:
    // externalLabels: for alerts that have no such label themselves.
    AlertResending(Nanoseconds resendDelay, Labels externalLabels)
        : delay_(resendDelay), external_(std::move(externalLabels)) {}

    // To be called after each evaluation, with its time and what it left. Only the groups that were evaluated
    // count, and of them the rules that did not fail.
    std::vector<PostableAlert> due(const AlertStanding& standing, const Instant& evaluated);

  private:
    struct Sent {
        AlertState state = AlertState::Inactive;
        Nanoseconds at{};  // since boot, sleep included: a clock that is set delays nothing
    };
    using GroupName = std::pair<std::string, std::string>;               // of the file, of the group
    using SentOfGroup = std::map<std::pair<std::size_t, Labels>, Sent>;  // by the rule's place and the alert

    void takeDue(const GroupStanding& group, const SentOfGroup& before, const Instant& now,
                 SentOfGroup& after, std::vector<PostableAlert>& due) const;
    PostableAlert postable(const Alert& alert, const GroupStanding& group, const Instant& now) const;

    const Nanoseconds delay_;
    const Labels external_;
    std::map<GroupName, SentOfGroup> sent_;
};

}  // namespace baro::alerts
