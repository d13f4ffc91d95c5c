// Evaluates the rules at each interval, on a thread of its own: an evaluation never delays a Frame. Watches
// for other rules meanwhile, and takes sleep and stepped clocks out of every waiting time.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/alerts/AlertEngine.h"
#include "core/base/Clock.h"

namespace baro::alerts {

// The rules as they are now.
struct RuleSet {
    std::vector<RuleFile> files;
    std::vector<FileProblem> problems;
    std::vector<RuleFile> switchedOff = {};  // rules that nothing evaluates
};

struct AlertKeeperSettings {
    Nanoseconds interval = std::chrono::seconds(15);
    Nanoseconds patience = std::chrono::seconds(2);  // with the expression of one rule
    std::uint64_t maximumSamples = 5'000'000;        // that it may hold at one time
    TemplateTexts externalLabels;
    std::string externalUrl;
    // When the program ended last, see RestoreLimits. May block: asked once, on the thread that evaluates.
    std::function<std::optional<std::int64_t>()> downAt;
    // Called after each evaluation, on the thread that evaluates, with its time and what it left.
    std::function<void(const AlertStanding&, const Instant&)> evaluated;
};

class AlertKeeper {
  public:
    // The rules, when they are others than at the last call; called on the thread that evaluates.
    using Watch = std::function<std::optional<RuleSet>()>;

    // Source, sink and clock must outlive it; what goes to the sink must be seen in the source.
    AlertKeeper(const SeriesSource& source, RuleSink& sink, const Clock& clock, Watch watch,
                AlertKeeperSettings settings);
    ~AlertKeeper();  // stops

    void start();
    void stop();

    // Looks for other rules now, and not at the next interval. Any thread.
    void hurry();

    // What the thread does at each interval. Tests call it instead of starting the thread.
    void evaluate();

    // Its members for any thread are for any thread.
    AlertEngine& engine() { return engine_; }
    AlertStandingPtr standing() const { return engine_.standing(); }

  private:
    void loop(const std::stop_token& stop);
    AlertEngineOptions engineOptions() const;
    promql::EngineOptions queryOptions() const;
    void takeOutStandstill(const Instant& now);
    void takeRules();

    const Clock& clock_;
    const Watch watch_;
    const AlertKeeperSettings settings_;
    const promql::Engine queries_;
    AlertEngine engine_;
    RuleEvaluation evaluation_;
    std::optional<Instant> before_;
    std::mutex wakeMutex_;
    bool isHurried_ = false;  // guarded by wakeMutex_
    std::condition_variable_any wake_;
    std::stop_source stopping_;
    std::jthread thread_;
};

}  // namespace baro::alerts
