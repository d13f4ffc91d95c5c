#include "ui/alerts/AlertFeed.h"

#include <utility>

#include "ui/FrameFeed.h"

namespace baro::ui {

AlertFeed::AlertFeed(const FrameFeed& frames, Source source, QObject* parent)
    : QObject(parent),
      source_(std::move(source)),
      standing_(std::make_shared<const alerts::AlertStanding>()) {
    connect(&frames, &FrameFeed::arrived, this, &AlertFeed::look);
    look();
}

void AlertFeed::setSource(Source source) {
    source_ = std::move(source);
    look();
}

void AlertFeed::look() {
    if (!source_) return;
    alerts::AlertStandingPtr now = source_();
    if (now == standing_) return;
    standing_ = std::move(now);
    firing_ = 0;
    hasCritical_ = false;
    for (const alerts::GroupStanding& group : standing_->groups)
        for (const alerts::RuleStanding& rule : group.rules)
            for (const alerts::Alert& alert : rule.alerts) {
                if (alert.state != alerts::AlertState::Firing) continue;
                ++firing_;
                hasCritical_ = hasCritical_ || alert.labels.value("severity") == "critical";
            }
    if (takeRules()) emit rulesChanged();
    emit changed();
}

// A rule keeps its tree from one evaluation to the next.
bool AlertFeed::takeRules() {
    std::vector<promql::ExpressionPtr> now;
    for (const alerts::GroupStanding& group : standing_->groups)
        for (const alerts::RuleStanding& rule : group.rules)
            now.push_back(rule.definition.parsed);
    return std::exchange(rules_, std::move(now)) != rules_;
}

}  // namespace baro::ui
