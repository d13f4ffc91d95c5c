#include "core/sampling/CollectionLog.h"

#include <algorithm>

namespace baro {
namespace {

constexpr std::int64_t quarterHour = 900'000;
constexpr std::int64_t rememberedMilliseconds = std::chrono::milliseconds(CollectionLog::remembered).count();
// A tick that is missed is no news; a few in a row are.
constexpr std::int64_t shortestLateness = 5000;
constexpr std::int64_t missedTicks = 3;
// The sampler takes what is due within this time.
constexpr Nanoseconds earliness = std::chrono::milliseconds(50);

std::int64_t inMilliseconds(Nanoseconds time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

// Readings stand on multiples of their interval, except the second one, which comes with the next tick.
std::optional<std::int64_t> nextReadingOf(const CollectorHealth& health, const Instant& last,
                                          const Instant& newest, Nanoseconds pace) {
    const bool isOnce = health.interval == Nanoseconds::zero();
    if (isOnce && health.readings > 0) return std::nullopt;
    Nanoseconds wait = pace;
    if (health.readings > 1) {
        const Nanoseconds due = health.interval * ((last.monotonic + earliness) / health.interval + 1);
        wait = std::max(wait, due - newest.monotonic);
    }
    return inMilliseconds(newest.wall + wait);
}

}  // namespace

// Quarters of an hour ascend; what comes from the record may be older than what Frames have told.
void CollectionLog::count(Known& known, std::int64_t time, std::uint64_t failures) {
    const std::int64_t begin = time - time % quarterHour;
    auto& recent = known.recent;
    const auto at = std::ranges::lower_bound(recent, begin, {}, &FailuresFrom::begin);
    if (at != recent.end() && at->begin == begin)
        at->count += failures;
    else
        recent.insert(at, {begin, failures});
}

void CollectionLog::remember(const std::vector<PastFailures>& failures, std::int64_t since) {
    const MutexLock lock(mutex_);
    rememberedSince_ = since;
    for (const PastFailures& past : failures)
        count(known_[past.collector], past.timeMilliseconds, past.count);
}

void CollectionLog::note(const CollectorHealth& health, const Instant& at) {
    Known& known = known_[health.name];
    if (health.readings != known.readings) known.lastReading = at;
    // A counter that went back began anew.
    const std::uint64_t fresh =
        health.failures >= known.failures ? health.failures - known.failures : health.failures;
    known.readings = health.readings;
    known.failures = health.failures;
    const std::int64_t now = inMilliseconds(at.wall);
    if (fresh > 0) count(known, now, fresh);
    while (!known.recent.empty() && known.recent.front().begin + quarterHour <= now - rememberedMilliseconds)
        known.recent.pop_front();
}

// Each process counts from its own start; what another one counted before it was followed is none of the
// failures here.
void CollectionLog::countAnewFrom(const Frame& frame, std::int32_t sampledBy) {
    for (auto& [name, known] : known_)
        known.readings = known.failures = 0;
    if (sampledBy != 0)
        for (const CollectorHealth& health : frame.health)
            known_[health.name].failures = health.failures;
    sampledBy_ = sampledBy;
}

std::int32_t CollectionLog::sampledBy() const {
    const MutexLock lock(mutex_);
    return sampledBy_;
}

void CollectionLog::take(const FramePtr& frame, std::int32_t sampledBy) {
    const MutexLock lock(mutex_);
    if (sampledBy != sampledBy_) countAnewFrom(*frame, sampledBy);
    if (newest_) pace_ = std::max(frame->takenAt.monotonic - newest_->takenAt.monotonic, Nanoseconds::zero());
    const std::int64_t now = timeOf(*frame);
    if (!newest_ || now < begun_) begun_ = now;
    newest_ = frame;
    for (const CollectorHealth& health : frame->health)
        note(health, frame->takenAt);
}

CollectorStanding CollectionLog::standingOf(const CollectorHealth& health) const {
    CollectorStanding standing{.health = health, .lastReading = {}, .nextReading = {}};
    const auto found = known_.find(health.name);
    if (found == known_.end()) return standing;
    const Known& known = found->second;
    if (known.readings > 0) standing.lastReading = inMilliseconds(known.lastReading.wall);
    standing.nextReading = nextReadingOf(health, known.lastReading, newest_->takenAt, pace_);
    for (const FailuresFrom& failures : known.recent)
        standing.recentFailures += failures.count;
    return standing;
}

CollectionState CollectionLog::state(std::int64_t now) const {
    const MutexLock lock(mutex_);
    CollectionState state;
    state.sampledBy = sampledBy_;
    if (!newest_) return state;
    const std::int64_t last = timeOf(*newest_);
    const std::int64_t pace = inMilliseconds(pace_);
    state.lastCollection = last;
    if (pace > 0) state.nextCollection = last + pace;
    state.countedSince =
        std::max(std::min(begun_, rememberedSince_.value_or(begun_)), last - rememberedMilliseconds);
    if (now - last > std::max(shortestLateness, missedTicks * pace)) state.lateMilliseconds = now - last;
    state.collectors.reserve(newest_->health.size());
    for (const CollectorHealth& health : newest_->health) {
        state.collectors.push_back(standingOf(health));
        state.recentFailures += state.collectors.back().recentFailures;
        if (health.state == CollectorHealth::State::Failed) ++state.failing;
    }
    return state;
}

}  // namespace baro
