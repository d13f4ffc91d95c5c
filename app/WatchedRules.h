// The rules as the window watches them, also while another process records: whoever looks at the screen is
// told by the window.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/alerts/AlertKeeper.h"
#include "core/alerts/EvidenceKeeper.h"
#include "core/alerts/RuleResults.h"
#include "core/base/ThreadSafety.h"
#include "core/history/Record.h"
#include "core/metrics/FrameSeries.h"
#include "core/sampling/FrameHub.h"

namespace baro {
class Settings;
}

namespace baro::app {

// Where the sampler's thread finds what rules made since the last tick. Any thread.
class RuleTicks {
  public:
    std::vector<AddedSample> take();

  private:
    friend class WatchedRules;
    void attach(alerts::RuleResults* results);

    Mutex mutex_;
    alerts::RuleResults* results_ BARO_GUARDED_BY(mutex_) = nullptr;
};

// Each may be null.
struct RuleObservers {
    // After each evaluation, on the thread that evaluates.
    std::function<void(const alerts::AlertStanding&, const Instant& evaluated)> evaluated;
    alerts::EvidenceKeeper::Receiver kept;  // of each alert that fires, on a thread of its own
};

class WatchedRules {
  public:
    // All of them must outlive it. all: the record and what is in memory.
    WatchedRules(const history::Record& record, const SeriesSource& all, FrameHub& hub, const Clock& clock,
                 const Settings& settings, RuleTicks& ticks, RuleObservers observers);
    ~WatchedRules();

    void start();  // until then nothing is read or evaluated
    alerts::AlertStandingPtr standing() const { return keeper_.standing(); }
    void hurry() { keeper_.hurry(); }  // rules have changed
    alerts::AlertEngine& engine() { return keeper_.engine(); }
    const alerts::EvidenceKeeper& evidence() const { return evidence_; }

  private:
    RuleTicks& ticks_;
    alerts::RuleResults results_;
    alerts::AlertKeeper keeper_;
    alerts::EvidenceKeeper evidence_;
    const Subscription feeding_;
};

}  // namespace baro::app
