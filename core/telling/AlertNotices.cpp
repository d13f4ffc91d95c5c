#include "core/telling/AlertNotices.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace baro::alerts {
namespace {

std::map<NoticeGroup, std::set<Labels>> firingOf(const AlertStanding& standing) {
    std::map<NoticeGroup, std::set<Labels>> firing;
    for (const GroupStanding& group : standing.groups)
        for (const RuleStanding& rule : group.rules)
            for (const Alert& alert : rule.alerts)
                if (alert.state == AlertState::Firing)
                    firing[{group.name, rule.definition.name}].insert(alert.labels);
    return firing;
}

}  // namespace

void AlertNotices::take(const AlertChange& change, const Instant& now) {
    const NoticeGroup of{change.group, change.rule};
    if (change.alert.state != AlertState::Firing) {
        if (change.before != AlertState::Firing) return;
        if (const auto group = groups_.find(of); group != groups_.end())
            cease(group->second, change.alert.labels, now);
        return;
    }
    const auto [entry, isNew] = groups_[of].alerts.try_emplace(change.alert.labels);
    Told& told = entry->second;
    told.alert = change.alert;
    if (isNew || !told.isFiring) told.since = now.monotonic;
    told.isFiring = true;
    told.isMissing = false;
}

void AlertNotices::cease(Group& group, const Labels& labels, const Instant& now) const {
    const auto entry = group.alerts.find(labels);
    if (entry == group.alerts.end() || !entry->second.isFiring) return;
    if (!entry->second.isTold) {
        group.alerts.erase(entry);
        return;
    }
    entry->second.isFiring = false;
    entry->second.since = now.monotonic;
}

void AlertNotices::keepOnly(const AlertStanding& standing, const Instant& now) {
    const auto firing = firingOf(standing);
    for (auto& [of, group] : groups_) {
        const auto known = firing.find(of);
        std::vector<Labels> over;
        for (auto& [labels, told] : group.alerts) {
            const bool isThere = known != firing.end() && known->second.contains(labels);
            if (!isThere && told.isMissing) over.push_back(labels);
            told.isMissing = !isThere;
        }
        for (const Labels& labels : over)
            cease(group, labels, now);
    }
}

void AlertNotices::close(const NoticeGroup& of, const Instant& now) {
    const auto found = groups_.find(of);
    if (found == groups_.end()) return;
    for (auto& [labels, told] : found->second.alerts) {
        if (!told.isTold || told.isClosed) continue;
        told.isClosed = true;
        found->second.closedAt.insert_or_assign(labels, now.boot);
    }
}

std::vector<AlertNotice> AlertNotices::due(const Instant& now, const NoticeHush& hush) {
    std::vector<AlertNotice> notices;
    for (auto it = groups_.begin(); it != groups_.end();) {
        auto& [of, group] = *it;
        if (auto resolved = takeResolved(group, now)) {
            resolved->of = of;
            notices.push_back(std::move(*resolved));
        }
        const std::vector<Told*> tellable = this->tellable(group, now, hush);
        if (isTime(group, tellable, now)) {
            AlertNotice notice;
            notice.of = of;
            notice.fresh = tellable.size();
            for (Told* const told : tellable)
                notice.firing.push_back(told->alert);
            listFiring(group, notice);
            for (Told* const told : tellable) {
                told->isTold = true;
                told->isWantedAgain = false;
            }
            group.lastTold = now.monotonic;
            notices.push_back(std::move(notice));
        }
        forgetOld(group, now);
        const bool isOver = group.alerts.empty() && !group.lastTold && group.closedAt.empty();
        it = isOver ? groups_.erase(it) : std::next(it);
    }
    return notices;
}

std::vector<NoticeGroup> AlertNotices::silenced() const {
    std::vector<NoticeGroup> all;
    for (const auto& [of, group] : groups_) {
        const auto speaks = [](const auto& entry) { return entry.second.isTold && !entry.second.isSilenced; };
        if (!group.alerts.empty() && std::ranges::none_of(group.alerts, speaks)) all.push_back(of);
    }
    return all;
}

std::optional<AlertNotice> AlertNotices::takeResolved(Group& group, const Instant& now) const {
    AlertNotice notice;
    notice.kind = AlertNotice::Kind::Resolved;
    std::erase_if(group.alerts, [&](const auto& entry) {
        const Told& told = entry.second;
        if (told.isFiring || now.monotonic - told.since < times_.rest) return false;
        notice.resolved.push_back(told.alert);
        return true;
    });
    if (notice.resolved.empty()) return std::nullopt;
    listFiring(group, notice);
    return notice;
}

void AlertNotices::listFiring(const Group& group, AlertNotice& notice) {
    for (const auto& [labels, told] : group.alerts)
        if (told.isTold && !told.isClosed && !told.isWantedAgain) notice.firing.push_back(told.alert);
    for (const Alert& alert : notice.firing)
        notice.severity = std::max(notice.severity, severityOf(alert.labels));
}

std::vector<AlertNotices::Told*> AlertNotices::tellable(Group& group, const Instant& now,
                                                        const NoticeHush& hush) const {
    std::vector<Told*> all;
    for (auto& [labels, told] : group.alerts) {
        if (!told.isFiring) continue;
        noteSilence(told, hush.isSilenced && hush.isSilenced(labels));
        if ((told.isTold && !told.isWantedAgain) || told.isSilenced) continue;
        const bool isCritical = severityOf(labels) == AlertSeverity::Critical;
        if (hush.isQuiet && !(isCritical && hush.criticalPasses)) continue;
        const auto closed = group.closedAt.find(labels);
        if (closed != group.closedAt.end() && now.boot - closed->second < times_.closedFor) continue;
        all.push_back(&told);
    }
    return all;
}

void AlertNotices::noteSilence(Told& told, bool isSilenced) {
    const bool wasSilenced = std::exchange(told.isSilenced, isSilenced);
    if (!wasSilenced || isSilenced || !told.isTold) return;
    told.isWantedAgain = true;
    told.isClosed = false;
}

// The gravest decides for all, and the first one how long they have waited.
bool AlertNotices::isTime(const Group& group, const std::vector<Told*>& tellable, const Instant& now) const {
    if (tellable.empty()) return false;
    const bool isCritical = std::ranges::any_of(
        tellable, [](const Told* told) { return severityOf(told->alert.labels) == AlertSeverity::Critical; });
    const Nanoseconds first = (*std::ranges::min_element(tellable, {}, &Told::since))->since;
    const Nanoseconds interval = isCritical ? times_.criticalInterval : times_.interval;
    return now.monotonic - first >= (isCritical ? times_.criticalWait : times_.wait) &&
           (!group.lastTold || now.monotonic - *group.lastTold >= interval);
}

void AlertNotices::forgetOld(Group& group, const Instant& now) const {
    if (group.lastTold && group.alerts.empty() && now.monotonic - *group.lastTold >= times_.interval)
        group.lastTold.reset();
    std::erase_if(group.closedAt,
                  [&](const auto& entry) { return now.boot - entry.second >= times_.closedFor; });
}

}  // namespace baro::alerts
