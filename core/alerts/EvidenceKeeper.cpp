#include "core/alerts/EvidenceKeeper.h"

#include <pthread.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace baro::alerts {
namespace {

constexpr std::size_t mostWaiting = 1'000;
constexpr std::int64_t oneHour = 3'600'000;
constexpr std::int64_t sameFiring = 60'000;  // the clock may have been set a little since

std::optional<RuleDefinition> definitionOf(const AlertStanding& standing, const AlertChange& change) {
    for (const GroupStanding& group : standing.groups)
        for (const RuleStanding& rule : group.rules)
            if (group.name == change.group && rule.definition.name == change.rule) return rule.definition;
    return std::nullopt;
}

promql::EngineOptions evidenceQueryOptions(const EvidenceSettings& settings) {
    promql::EngineOptions options;
    options.maximumSamples = settings.maximumSamples;
    return options;
}

}  // namespace

EvidenceKeeper::EvidenceKeeper(AlertEngine& engine, const SeriesSource& source, const Clock& clock,
                               Receiver receiver, EvidenceSettings settings)
    : engine_(engine),
      source_(source),
      clock_(clock),
      receiver_(std::move(receiver)),
      settings_(settings),
      queries_(evidenceQueryOptions(settings_)),
      changes_(engine.subscribe([this](const AlertChange& change) { take(change); })) {}

EvidenceKeeper::~EvidenceKeeper() {
    stop();
}

void EvidenceKeeper::start() {
    thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

void EvidenceKeeper::stop() {
    changes_.cancel();
    stopping_.request_stop();
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
    thread_ = std::jthread();
}

void EvidenceKeeper::offer(const FramePtr& frame) {
    {
        const std::lock_guard lock(mutex_);
        before_ = std::exchange(newest_, frame);
        if (waiting_.empty()) return;
    }
    wake_.notify_one();
}

void EvidenceKeeper::take(const AlertChange& change) {
    if (change.before == AlertState::Firing && change.alert.state == AlertState::Inactive) resolve(change);
    if (change.before == AlertState::Firing || change.alert.state != AlertState::Firing) return;
    auto rule = definitionOf(*engine_.standing(), change);
    if (!rule) return;
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back({change, std::move(*rule)});
        if (waiting_.size() > mostWaiting) waiting_.pop_front();
    }
    wake_.notify_one();
}

void EvidenceKeeper::resolve(const AlertChange& change) {
    const std::lock_guard lock(mutex_);
    for (AlertEvidencePtr& kept : kept_) {
        if (kept->resolvedAt || kept->labels != change.alert.labels) continue;
        auto resolved = std::make_shared<AlertEvidence>(*kept);
        resolved->resolvedAt = change.alert.resolvedAt.value_or(change.time);
        kept = std::move(resolved);
    }
}

bool EvidenceKeeper::isReady() const {
    return newest_ != nullptr && newest_->rates.processes != nullptr;
}

void EvidenceKeeper::loop(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "evidence");
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return !waiting_.empty(); })) break;
            // What no Frame tells is kept without.
            wake_.wait_for(lock, stop, settings_.patience, [this] { return isReady(); });
        }
        gather();
    }
    gather();
}

void EvidenceKeeper::gather() {
    for (;;) {
        std::optional<Fired> fired;
        FramePtr frame;
        FramePtr before;
        {
            const std::lock_guard lock(mutex_);
            if (waiting_.empty()) return;
            fired = std::move(waiting_.front());
            waiting_.pop_front();
            frame = newest_;
            before = before_;
        }
        auto evidence = std::make_shared<const AlertEvidence>(gathered(*fired, frame, before));
        {
            const std::lock_guard lock(mutex_);
            kept_.push_back(evidence);
            if (kept_.size() > settings_.mostKept) kept_.pop_front();
        }
        if (receiver_) receiver_(*evidence);
    }
}

AlertEvidence EvidenceKeeper::gathered(const Fired& fired, const FramePtr& frame, const FramePtr& before) {
    AlertEvidence evidence = evidenceOf(fired.change, fired.rule);
    if (!mayAsk(evidence.firedAt)) return evidence;
    if (frame != nullptr) addMoment(*frame, before.get(), evidence);
    const Nanoseconds until = clock_.now().monotonic + settings_.queryPatience;
    evidence.values =
        valuesAround(fired.rule, evidence, queries_, source_,
                     {stopping_.get_token(), [this, until] { return clock_.now().monotonic > until; }});
    return evidence;
}

bool EvidenceKeeper::mayAsk(std::int64_t time) {
    std::erase_if(asked_, [time](std::int64_t each) { return time - each > oneHour || each > time; });
    if (asked_.size() >= settings_.mostInAnHour) return false;
    asked_.push_back(time);
    return true;
}

AlertEvidencePtr EvidenceKeeper::of(const Labels& labels, std::int64_t firedAt) const {
    const std::lock_guard lock(mutex_);
    AlertEvidencePtr newest;
    for (const AlertEvidencePtr& each : kept_)
        if (each->labels == labels && each->firedAt <= firedAt + sameFiring) newest = each;
    return newest;
}

}  // namespace baro::alerts
