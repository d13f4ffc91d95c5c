// All rules of all files: evaluates the groups that are due, tells what changed, and shows how things stand.
// Time is an argument, never a clock.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/alerts/RuleGroup.h"
#include "core/base/Subscription.h"
#include "core/base/ThreadSafety.h"

namespace baro::alerts {

struct RuleStanding {
    RuleDefinition definition;
    EvaluationReport report;
    AlertState state = AlertState::Inactive;  // of an alerting rule
    std::vector<Alert> alerts;                // by labels; those that have resolved a while ago, too
};

struct GroupStanding {
    std::string file;
    std::string name;
    std::int64_t intervalMilliseconds = 0;
    std::int64_t limit = 0;
    EvaluationReport report;
    std::vector<RuleStanding> rules;
};

// As of the last evaluation.
struct AlertStanding {
    std::vector<GroupStanding> groups;  // by file and name
    std::vector<FileProblem> problems;  // of files whose older edition runs on, or none
    std::vector<RuleFile> switchedOff;  // rules that nothing evaluates
};
using AlertStandingPtr = std::shared_ptr<const AlertStanding>;

struct AlertEngineOptions {
    std::int64_t usualIntervalMilliseconds = 15'000;
    RestoreLimits restoring;
    RuleGroup::Stopwatch stopwatch;  // null: nobody asks how long an evaluation takes
};

class AlertEngine {
  public:
    using Observer = std::function<void(const AlertChange&)>;

    explicit AlertEngine(AlertEngineOptions options = {});
    ~AlertEngine();

    // One thread for all of these.

    // The rules from now on. Groups of the same file and name keep their alerts, where name and labels of the
    // rule are the same.
    void setFiles(const std::vector<RuleFile>& files);
    void setProblems(std::vector<FileProblem> problems);
    void setSwitchedOff(std::vector<RuleFile> files);  // only to be shown
    // Evaluates the groups whose interval is over; at their second evaluation alerts are restored from the
    // source.
    void evaluate(const RuleEvaluation& evaluation, std::int64_t timeMilliseconds);
    // When the program ended last (RestoreLimits), before the first evaluation.
    void setDownAt(std::optional<std::int64_t> milliseconds) { options_.restoring.downAt = milliseconds; }
    // The alerts go on from nothing, and are not looked for in the source.
    void setRestored();
    // The clock was set forth (back: negative), or the machine slept, for so long: no alert waits or lasts
    // longer for it.
    void shift(std::int64_t milliseconds);

    const std::vector<std::unique_ptr<RuleGroup>>& groups() const { return groups_; }

    // Any thread.

    AlertStandingPtr standing() const;  // never null
    // Called on the thread that evaluates, in the order of the rules; may unsubscribe. The subscription may
    // outlive the engine.
    Subscription subscribe(Observer observer);

  private:
    struct Observers;
    void evaluateGroup(RuleGroup& group, const RuleEvaluation& evaluation, std::int64_t time);
    bool isDue(const RuleGroup& group, std::int64_t time) const;
    void publish();

    AlertEngineOptions options_;
    std::vector<std::unique_ptr<RuleGroup>> groups_;
    std::map<const RuleGroup*, int> evaluations_;  // of groups that are not restored yet
    std::vector<FileProblem> problems_;
    std::vector<RuleFile> switchedOff_;
    std::shared_ptr<Observers> observers_;
    mutable Mutex mutex_;
    AlertStandingPtr standing_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro::alerts
