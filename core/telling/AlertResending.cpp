#include "core/telling/AlertResending.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace baro::alerts {
namespace {

// Two tellings may get lost before a firing alert counts as over.
constexpr int tellingsUntilOver = 4;

std::int64_t inMilliseconds(Nanoseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

Labels withExternal(const Labels& labels, const Labels& external) {
    auto pairs = external.pairs();
    pairs.insert(pairs.end(), labels.pairs().begin(), labels.pairs().end());  // of two, the last one stays
    return Labels(std::move(pairs));
}

}  // namespace

std::vector<PostableAlert> AlertResending::due(const AlertStanding& standing, const Instant& evaluated) {
    std::vector<PostableAlert> due;
    std::map<GroupName, SentOfGroup> after;
    for (const GroupStanding& group : standing.groups) {
        const GroupName name{group.file, group.name};
        SentOfGroup before = std::move(sent_[name]);
        if (group.report.time == inMilliseconds(evaluated.wall))
            takeDue(group, before, evaluated, after[name], due);
        else
            after[name] = std::move(before);
    }
    sent_ = std::move(after);
    return due;
}

// What is not carried over is told of at once when it fires.
void AlertResending::takeDue(const GroupStanding& group, const SentOfGroup& before, const Instant& now,
                             SentOfGroup& after, std::vector<PostableAlert>& due) const {
    for (std::size_t place = 0; place < group.rules.size(); ++place) {
        const RuleStanding& rule = group.rules[place];
        for (const Alert& alert : rule.alerts) {
            if (alert.state == AlertState::Pending) continue;
            const auto sent = before.find({place, alert.labels});
            const bool isKnown = sent != before.end();
            if (rule.report.health != RuleHealth::Good ||
                (isKnown && sent->second.state == alert.state && now.boot - sent->second.at <= delay_)) {
                if (isKnown) after.insert(*sent);
                continue;
            }
            after.insert_or_assign({place, alert.labels}, Sent{alert.state, now.boot});
            due.push_back(postable(alert, group, now));
        }
    }
}

PostableAlert AlertResending::postable(const Alert& alert, const GroupStanding& group,
                                       const Instant& now) const {
    const std::int64_t delay = std::max(group.intervalMilliseconds, inMilliseconds(delay_));
    const std::int64_t over = inMilliseconds(now.wall) + tellingsUntilOver * delay;
    const bool isOver = alert.state == AlertState::Inactive;
    return {withExternal(alert.labels, external_), alert.annotations, alert.firedAt.value_or(alert.activeAt),
            isOver ? alert.resolvedAt.value_or(over) : over};
}

}  // namespace baro::alerts
