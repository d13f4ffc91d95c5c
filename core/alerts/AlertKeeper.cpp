#include "core/alerts/AlertKeeper.h"

#include <pthread.h>

#include <utility>

namespace baro::alerts {
namespace {

// Clocks drift and are read one after the other.
constexpr Nanoseconds leastStandstill = std::chrono::seconds(2);

std::int64_t millisecondsOf(Nanoseconds duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

}  // namespace

AlertKeeper::AlertKeeper(const SeriesSource& source, RuleSink& sink, const Clock& clock, Watch watch,
                         AlertKeeperSettings settings)
    : clock_(clock),
      watch_(std::move(watch)),
      settings_(std::move(settings)),
      queries_(queryOptions()),
      engine_(engineOptions()),
      evaluation_{queries_, source, sink, settings_.externalLabels, settings_.externalUrl, {}} {
    evaluation_.limits = [this] {
        const Nanoseconds until = clock_.now().monotonic + settings_.patience;
        return promql::QueryLimits{stopping_.get_token(),
                                   [this, until] { return clock_.now().monotonic > until; }};
    };
}

AlertKeeper::~AlertKeeper() {
    stop();
}

AlertEngineOptions AlertKeeper::engineOptions() const {
    AlertEngineOptions options;
    options.usualIntervalMilliseconds = millisecondsOf(settings_.interval);
    options.restoring.downToleranceMilliseconds = 2 * options.usualIntervalMilliseconds;
    options.stopwatch = [this] { return seconds(clock_.now().monotonic); };
    return options;
}

promql::EngineOptions AlertKeeper::queryOptions() const {
    promql::EngineOptions options;
    options.maximumSamples = settings_.maximumSamples;
    return options;
}

void AlertKeeper::start() {
    thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

void AlertKeeper::stop() {
    stopping_.request_stop();
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    thread_ = std::jthread();
}

void AlertKeeper::loop(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "alerts");
    takeRules();
    while (!stop.stop_requested()) {
        std::unique_lock lock(wakeMutex_);
        wake_.wait_for(lock, stop, settings_.interval, [this] { return isHurried_; });
        isHurried_ = false;
        lock.unlock();
        if (!stop.stop_requested()) evaluate();
    }
}

void AlertKeeper::hurry() {
    {
        const std::lock_guard lock(wakeMutex_);
        isHurried_ = true;
    }
    wake_.notify_one();
}

void AlertKeeper::takeRules() {
    auto rules = watch_();
    if (!rules) return;
    engine_.setSwitchedOff(std::move(rules->switchedOff));
    engine_.setProblems(std::move(rules->problems));
    engine_.setFiles(rules->files);
}

void AlertKeeper::evaluate() {
    takeRules();
    if (!before_ && settings_.downAt) engine_.setDownAt(settings_.downAt());
    const Instant now = clock_.now();
    takeOutStandstill(now);
    engine_.evaluate(evaluation_, millisecondsOf(now.wall));
    if (settings_.evaluated) settings_.evaluated(*engine_.standing(), now);
}

// What the wall clock went beyond the time that passed: it was set, or the machine slept.
void AlertKeeper::takeOutStandstill(const Instant& now) {
    if (before_) {
        const Nanoseconds standstill = (now.wall - before_->wall) - (now.monotonic - before_->monotonic);
        if (std::chrono::abs(standstill) >= leastStandstill) engine_.shift(millisecondsOf(standstill));
    }
    before_ = now;
}

}  // namespace baro::alerts
