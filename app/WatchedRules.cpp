#include "app/WatchedRules.h"

#include <chrono>
#include <utility>

#include "app/RuleWatch.h"
#include "core/config/Settings.h"

namespace baro::app {
namespace {

// The record has gone on since: what an earlier life of the program left is before this one began.
alerts::AlertKeeperSettings windowKeeperSettings(const history::Record& record, const Clock& clock,
                                                 const Settings& settings,
                                                 decltype(RuleObservers::evaluated) evaluated) {
    alerts::AlertKeeperSettings keeper = alertKeeperSettings(settings);
    keeper.evaluated = std::move(evaluated);
    const auto now = std::chrono::floor<std::chrono::milliseconds>(clock.now().wall).count();
    keeper.downAt = [&record, now]() -> std::optional<std::int64_t> {
        const auto last = record.frameAt(now - 1);
        return last && *last ? std::optional(timeOf(**last)) : std::nullopt;
    };
    return keeper;
}

}  // namespace

std::vector<AddedSample> RuleTicks::take() {
    std::vector<AddedSample> added;
    const MutexLock lock(mutex_);
    if (results_ == nullptr) return added;
    for (alerts::RuleResults::Current& current : results_->handOver())
        added.push_back({std::move(current.labels), current.value});
    return added;
}

void RuleTicks::attach(alerts::RuleResults* results) {
    const MutexLock lock(mutex_);
    results_ = results;
}

WatchedRules::WatchedRules(const history::Record& record, const SeriesSource& all, FrameHub& hub,
                           const Clock& clock, const Settings& settings, RuleTicks& ticks,
                           RuleObservers observers)
    : ticks_(ticks),
      results_(all),
      keeper_(
          results_, results_, clock,
          [watch = RuleWatch(rulePlaces({}, settings), switchedOffPath(settings))]() mutable {
              return watch.poll();
          },
          windowKeeperSettings(record, clock, settings, std::move(observers.evaluated))),
      evidence_(keeper_.engine(), results_, clock, std::move(observers.kept)),
      feeding_(hub.subscribe([this](const FramePtr& frame) { evidence_.offer(frame); })) {
    ticks_.attach(&results_);
}

void WatchedRules::start() {
    evidence_.start();
    keeper_.start();
}

// What fired last is kept before the rules are gone.
WatchedRules::~WatchedRules() {
    keeper_.stop();
    evidence_.stop();
    ticks_.attach(nullptr);
}

}  // namespace baro::app
