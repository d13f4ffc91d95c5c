#include "core/alerts/AlertEngine.h"

#include <algorithm>
#include <utility>

namespace baro::alerts {
namespace {

// At its first evaluation a group may see too little: series and recording rules are only beginning.
constexpr int evaluationsBeforeRestoring = 2;
// Prometheus restores with the time that it is after that evaluation, so that what has to wait for whole
// intervals waits for one more.
constexpr std::int64_t evaluationMilliseconds = 1;

RuleStanding standingOf(const RuleGroup::Rule& rule) {
    RuleStanding standing{rule.definition(), rule.report, AlertState::Inactive, {}};
    if (const AlertingRule* const alerting = rule.alerting()) {
        standing.state = alerting->state();
        for (const auto& [labels, alert] : alerting->alerts())
            standing.alerts.push_back(alert);
    }
    return standing;
}

GroupStanding standingOf(const RuleGroup& group) {
    GroupStanding standing{group.file(),  group.name(),   group.intervalMilliseconds(),
                           group.limit(), group.report(), {}};
    for (const RuleGroup::Rule& rule : group.rules())
        standing.rules.push_back(standingOf(rule));
    return standing;
}

}  // namespace

struct AlertEngine::Observers {
    Mutex mutex;
    std::map<int, Observer> all BARO_GUARDED_BY(mutex);
    int next BARO_GUARDED_BY(mutex) = 0;

    void tell(const std::vector<AlertChange>& changes) {
        std::map<int, Observer> current;
        {
            const MutexLock lock(mutex);
            current = all;
        }
        for (const AlertChange& change : changes)
            for (const auto& [id, observer] : current)
                if (isThere(id)) observer(change);
    }
    bool isThere(int id) {
        const MutexLock lock(mutex);
        return all.contains(id);
    }
};

AlertEngine::AlertEngine(AlertEngineOptions options)
    : options_(std::move(options)),
      observers_(std::make_shared<Observers>()),
      standing_(std::make_shared<const AlertStanding>()) {}

AlertEngine::~AlertEngine() = default;

void AlertEngine::setFiles(const std::vector<RuleFile>& files) {
    std::vector<std::unique_ptr<RuleGroup>> fresh;
    std::map<const RuleGroup*, int> evaluations;
    for (const RuleFile& file : files) {
        for (const GroupDefinition& definition : file.groups) {
            auto group =
                std::make_unique<RuleGroup>(file.name, definition, options_.usualIntervalMilliseconds);
            const auto older = std::ranges::find_if(groups_, [&](const auto& candidate) {
                return candidate && candidate->file() == file.name && candidate->name() == definition.name;
            });
            if (older != groups_.end()) {
                group->takeOver(**older);
                if (const auto count = evaluations_.find(older->get()); count != evaluations_.end())
                    evaluations.emplace(group.get(), count->second);
                older->reset();
            } else {
                evaluations.emplace(group.get(), 0);
            }
            fresh.push_back(std::move(group));
        }
    }
    for (const auto& gone : groups_)
        if (gone && !fresh.empty()) fresh.front()->endLater(gone->takeSeries());
    groups_ = std::move(fresh);
    evaluations_ = std::move(evaluations);
    publish();
}

void AlertEngine::setProblems(std::vector<FileProblem> problems) {
    problems_ = std::move(problems);
    publish();
}

void AlertEngine::setSwitchedOff(std::vector<RuleFile> files) {
    switchedOff_ = std::move(files);
    publish();
}

// A little early is due: whoever calls at each interval is never quite on time.
bool AlertEngine::isDue(const RuleGroup& group, std::int64_t time) const {
    if (!group.report().time) return true;
    const std::int64_t passed = time - *group.report().time;
    return passed < 0 || passed >= group.intervalMilliseconds() - group.intervalMilliseconds() / 20;
}

void AlertEngine::evaluate(const RuleEvaluation& evaluation, std::int64_t timeMilliseconds) {
    for (const auto& group : groups_)
        if (isDue(*group, timeMilliseconds)) evaluateGroup(*group, evaluation, timeMilliseconds);
    publish();
}

void AlertEngine::evaluateGroup(RuleGroup& group, const RuleEvaluation& evaluation, std::int64_t time) {
    const auto changes = group.evaluate(evaluation, time, options_.stopwatch);
    if (const auto count = evaluations_.find(&group);
        count != evaluations_.end() && ++count->second == evaluationsBeforeRestoring) {
        group.restore(evaluation.source, time + evaluationMilliseconds, options_.restoring);
        evaluations_.erase(count);
    }
    observers_->tell(changes);
}

void AlertEngine::setRestored() {
    for (const auto& group : groups_)
        group->setRestored();
    evaluations_.clear();
}

void AlertEngine::shift(std::int64_t milliseconds) {
    for (const auto& group : groups_)
        group->shift(milliseconds);
}

void AlertEngine::publish() {
    auto standing = std::make_shared<AlertStanding>();
    for (const auto& group : groups_)
        standing->groups.push_back(standingOf(*group));
    standing->problems = problems_;
    standing->switchedOff = switchedOff_;
    const MutexLock lock(mutex_);
    standing_ = std::move(standing);
}

AlertStandingPtr AlertEngine::standing() const {
    const MutexLock lock(mutex_);
    return standing_;
}

Subscription AlertEngine::subscribe(Observer observer) {
    int id = 0;
    {
        const MutexLock lock(observers_->mutex);
        id = observers_->next++;
        observers_->all.emplace(id, std::move(observer));
    }
    return Subscription([observers = std::weak_ptr(observers_), id] {
        if (const auto alive = observers.lock()) {
            const MutexLock lock(alive->mutex);
            alive->all.erase(id);
        }
    });
}

}  // namespace baro::alerts
