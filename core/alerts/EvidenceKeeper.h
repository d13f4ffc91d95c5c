// Gathers the evidence of alerts that fire, on a thread of its own, so that no evaluation and no Frame waits
// for it. Keeps the newest in memory and hands each on.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

#include "core/alerts/AlertEngine.h"
#include "core/alerts/AlertEvidence.h"
#include "core/base/Clock.h"

namespace baro::alerts {

struct EvidenceSettings {
    std::size_t mostKept = 200;  // in memory
    // Beyond so many in an hour only name, labels and texts are kept of an alert: one that comes and goes all
    // the time must not fill the record.
    std::size_t mostInAnHour = 60;
    std::chrono::milliseconds patience = std::chrono::seconds(20);  // with Frames that do not come
    Nanoseconds queryPatience = std::chrono::seconds(1);
    std::uint64_t maximumSamples = 5'000'000;  // that a query may hold at one time
};

class EvidenceKeeper {
  public:
    // Called on the keeper's thread. Null: it is only kept in memory.
    using Receiver = std::function<void(const AlertEvidence&)>;

    // Engine, source and clock must outlive it. The source: the one that the rules ask.
    EvidenceKeeper(AlertEngine& engine, const SeriesSource& source, const Clock& clock, Receiver receiver,
                   EvidenceSettings settings = {});
    ~EvidenceKeeper();  // stops

    void start();
    void stop();  // what waits is kept without values

    // Every Frame, from the thread that publishes them.
    void offer(const FramePtr& frame);

    // The evidence of the alert that had fired at that time (milliseconds since 1970 UTC); null: none is in
    // memory. Any thread.
    AlertEvidencePtr of(const Labels& labels, std::int64_t firedAt) const;

    // What the thread does when alerts wait and there is a Frame with rates. Tests call it instead of
    // starting the thread.
    void gather();

  private:
    struct Fired {
        AlertChange change;
        RuleDefinition rule;
    };

    void take(const AlertChange& change);
    void resolve(const AlertChange& change);
    void loop(const std::stop_token& stop);
    bool isReady() const;
    AlertEvidence gathered(const Fired& fired, const FramePtr& frame, const FramePtr& before);
    bool mayAsk(std::int64_t time);

    AlertEngine& engine_;
    const SeriesSource& source_;
    const Clock& clock_;
    const Receiver receiver_;
    const EvidenceSettings settings_;
    const promql::Engine queries_;
    std::deque<std::int64_t> asked_;  // when alerts fired whose values were asked for; the gathering thread's
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Fired> waiting_;          // guarded by mutex_, as all that follows
    std::deque<AlertEvidencePtr> kept_;  // the newest last
    FramePtr newest_;
    FramePtr before_;
    Subscription changes_;
    std::stop_source stopping_;
    std::jthread thread_;  // last: it uses the rest
};

}  // namespace baro::alerts
