// What is told of alerts, and when: grouped, waited for and held back as Alertmanager does it
// (https://prometheus.io/docs/alerting/latest/alertmanager/), for one person at a desk. Time is an argument:
// waits go by the monotonic clock, so that neither sleep nor a clock that is set counts. Not synchronised.
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/alerts/AlertSeverity.h"
#include "core/base/Clock.h"

namespace baro::alerts {

struct NoticeTimes {
    Nanoseconds wait = std::chrono::seconds(30);     // before the first telling of a group (group_wait)
    Nanoseconds interval = std::chrono::minutes(5);  // between two tellings of one (group_interval)
    Nanoseconds criticalWait = std::chrono::seconds(1);
    Nanoseconds criticalInterval = std::chrono::minutes(1);
    // An alert that is over counts as over after so long: one that comes back earlier was never away.
    Nanoseconds rest = std::chrono::minutes(5);
    // An alert that a person closed is not told anew for so long.
    Nanoseconds closedFor = std::chrono::minutes(30);
};

// The alerts of one rule are told together.
struct NoticeGroup {
    std::string group;
    std::string rule;
    auto operator<=>(const NoticeGroup&) const = default;
};

struct AlertNotice {
    enum class Kind { Firing, Resolved };
    Kind kind = Kind::Firing;
    NoticeGroup of;
    AlertSeverity severity = AlertSeverity::Info;  // of the gravest that fires
    std::vector<Alert> firing;    // all that fire and were told and not closed; those told now come first
    std::size_t fresh = 0;        // how many are told now, of Kind::Firing
    std::vector<Alert> resolved;  // of Kind::Resolved; when nothing fires, the group is over
};

// What keeps an alert from being told for now. It is told later if it fires still; so is one that was told
// before it was silenced.
struct NoticeHush {
    std::function<bool(const Labels&)> isSilenced;  // null: none is
    bool isQuiet = false;
    bool criticalPasses = true;  // the quiet hours
};

class AlertNotices {
  public:
    explicit AlertNotices(NoticeTimes times = {}) : times_(times) {}

    // Only firing and no more firing matter: nobody is told of pending alerts.
    void take(const AlertChange& change, const Instant& now);
    // What fires no more without a change that said so (its rule is gone) is over. To be called with each new
    // standing; one alone may be older than a change, so that two of them decide.
    void keepOnly(const AlertStanding& standing, const Instant& now);
    // A person closed the notification of the group.
    void close(const NoticeGroup& of, const Instant& now);

    // In the order of the groups. To be called about every second while isWaiting().
    std::vector<AlertNotice> due(const Instant& now, const NoticeHush& hush);
    // The groups of which all that was told and fires is silenced, as of the last due().
    std::vector<NoticeGroup> silenced() const;
    // Something may be due later without any other change.
    bool isWaiting() const { return !groups_.empty(); }

  private:
    struct Told {
        Alert alert;
        bool isFiring = true;
        bool isTold = false;
        bool isClosed = false;
        bool isMissing = false;  // in the last standing
        bool isSilenced = false;
        bool isWantedAgain = false;  // it was silenced since it was told
        Nanoseconds since{};         // monotonic: when it began or ceased to fire
    };
    struct Group {
        std::map<Labels, Told> alerts;
        std::optional<Nanoseconds> lastTold;     // monotonic
        std::map<Labels, Nanoseconds> closedAt;  // since boot, sleep included
    };

    void cease(Group& group, const Labels& labels, const Instant& now) const;
    std::optional<AlertNotice> takeResolved(Group& group, const Instant& now) const;
    std::vector<Told*> tellable(Group& group, const Instant& now, const NoticeHush& hush) const;
    bool isTime(const Group& group, const std::vector<Told*>& tellable, const Instant& now) const;
    void forgetOld(Group& group, const Instant& now) const;
    static void noteSilence(Told& told, bool isSilenced);
    static void listFiring(const Group& group, AlertNotice& notice);

    const NoticeTimes times_;
    std::map<NoticeGroup, Group> groups_;
};

}  // namespace baro::alerts
