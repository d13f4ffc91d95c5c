#include "core/sampling/Sampler.h"

#include <pthread.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/Log.h"
#include "core/model/SharedReadings.h"

namespace baro {
namespace {

// A reading that is due within this time is taken now: a tick that comes a little early must not skip a turn.
constexpr Nanoseconds dueTolerance = std::chrono::milliseconds(50);

// Frames that are adopted before the last ones were published.
constexpr std::size_t mostPendingFrames = 8;
// How long nothing may come from who was followed.
constexpr int missedIntervals = 3;
constexpr Nanoseconds shortestSilence = std::chrono::seconds(2);

// The next multiple of the interval. Readings and ticks share this grid, so that a 1 s reading is taken at
// every 1 s tick whenever the first one was.
Nanoseconds nextMultiple(Nanoseconds interval, Nanoseconds after) {
    return interval * (after / interval + 1);
}

}  // namespace

Sampler::Sampler(std::vector<std::unique_ptr<Collector>> collectors, const Clock& clock, FrameHub& hub)
    : clock_(clock), hub_(hub) {
    fillSlots(std::move(collectors));
    for (const Slot& slot : slots_)
        collectorNames_.push_back(slot.health.name);
}

void Sampler::fillSlots(std::vector<std::unique_ptr<Collector>> collectors) {
    slots_.reserve(collectors.size());
    for (auto& collector : collectors) {
        Slot slot;
        slot.health.name = collector->name();
        slot.health.interval = collector->interval();
        slot.collector = std::move(collector);
        slots_.push_back(std::move(slot));
    }
}

Sampler::~Sampler() {
    stop();
}

void Sampler::runDue(Slot& slot, const Instant& now) {
    CollectorHealth& health = slot.health;
    const bool once = health.interval == Nanoseconds::zero();
    if (health.readings > 0 && (once || now.monotonic + dueTolerance < slot.dueAt)) return;
    const bool first = health.readings == 0;

    const Nanoseconds before = clock_.now().monotonic;
    const Status status = slot.collector->collect(now, newest_);
    health.duration = clock_.now().monotonic - before;
    slot.spent += health.duration;
    health.secondsSpent = seconds(slot.spent);
    ++health.readings;
    // A rate needs two readings, so the second one comes with the next tick.
    if (!once)
        slot.dueAt = first ? now.monotonic : nextMultiple(health.interval, now.monotonic + dueTolerance);

    if (status) {
        health.state = CollectorHealth::State::Ok;
        health.reason.clear();
        return;
    }
    const bool isAbsent = status.error().kind == ErrorKind::Absent;
    if (!isAbsent) {
        // The first occurrence is logged, repeats are counted.
        if (health.state != CollectorHealth::State::Failed || health.reason != status.error().message)
            log(Severity::Warning, health.name + ": " + status.error().message);
        ++health.failures;
    }
    health.state = isAbsent ? CollectorHealth::State::Absent : CollectorHealth::State::Failed;
    health.reason = status.error().message;
}

FramePtr Sampler::sampleOnce() {
    if (sampledBy_ != 0) sampleOnAfterAdoption();
    auto frame = std::make_shared<Frame>();
    frame->takenAt = clock_.now();
    if (previous_) frame->discontinuity = discontinuityBetween(previous_->takenAt, frame->takenAt);
    // Monotonic time stands still while the machine sleeps, so what was due in 50 s would be stale for 50 s
    // more.
    if (frame->discontinuity != Discontinuity::None)
        for (Slot& slot : slots_)
            slot.dueAt = frame->takenAt.monotonic;
    for (Slot& slot : slots_)
        runDue(slot, frame->takenAt);
    frame->readings = newest_;
    frame->health.reserve(slots_.size());
    for (const Slot& slot : slots_)
        frame->health.push_back(slot.health);
    return publish(frame);
}

FramePtr Sampler::publish(const std::shared_ptr<Frame>& frame) {
    if (previous_) {
        frame->sequence = previous_->sequence + 1;
        frame->rates = deriveRates(*previous_, frame->readings, frame->takenAt);
    }
    frame->applications = applications_.settle(frame->readings.processes, frame->readings.socketTraffic);
    previous_ = frame;
    hub_.publish(frame);
    return frame;
}

FramePtr Sampler::adoptOnce(AdoptedFrame adopted) {
    const bool isFromElsewhere = adopted.process != sampledBy_;
    auto frame = std::make_shared<Frame>(std::move(adopted.frame));
    if (previous_) {
        const Nanoseconds passed = frame->takenAt.monotonic - previous_->takenAt.monotonic;
        // Two processes tick at the same times. A rate between their Frames of one tick would be noise.
        if (passed <= (isFromElsewhere ? adopted.interval / 2 : Nanoseconds::zero())) return nullptr;
        frame->discontinuity = discontinuityBetween(previous_->takenAt, frame->takenAt);
        shareUnchanged(previous_->readings, frame->readings);
    } else {
        frame->sequence = 0;
        frame->discontinuity = Discontinuity::FirstFrame;
    }
    if (isFromElsewhere) applications_.countTrafficAnew();
    if (makeCollectors_) slots_.clear();
    sampledBy_ = adopted.process;
    adoptedInterval_ = adopted.interval;
    return publish(frame);
}

// Its readings are good until the collectors have read anew: those that are asked in the background need a
// tick. Not so the counters that began with another process.
void Sampler::sampleOnAfterAdoption() {
    sampledBy_ = 0;
    applications_.countTrafficAnew();
    if (!slots_.empty() || !makeCollectors_) return;
    fillSlots(makeCollectors_());
    newest_ = previous_->readings;
    newest_.families = {};
    newest_.socketTraffic = {};
}

bool Sampler::adopt(AdoptedFrame adopted) {
    const auto isRead = [&adopted](const std::string& name) {
        return std::ranges::find(adopted.frame.health, name, &CollectorHealth::name) !=
               adopted.frame.health.end();
    };
    if (!std::ranges::all_of(collectorNames_, isRead)) return false;
    {
        const std::lock_guard lock(mutex_);
        if (adopted.interval > interval_) return false;
        if (pending_.adopted.size() == mostPendingFrames) pending_.adopted.pop_front();
        pending_.adopted.push_back(std::move(adopted));
        pending_.adoptionEnded = false;
    }
    wake_.notify_all();
    return true;
}

void Sampler::endAdoption() {
    {
        const std::lock_guard lock(mutex_);
        pending_.adoptionEnded = true;
    }
    wake_.notify_all();
}

void Sampler::start(std::chrono::milliseconds interval, std::chrono::milliseconds warmUp) {
    stop();
    setInterval(interval);
    thread_ = std::jthread([this, warmUp](const std::stop_token& stop) { loop(stop, warmUp); });
}

void Sampler::stop() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

void Sampler::setInterval(std::chrono::milliseconds interval) {
    {
        const std::lock_guard lock(mutex_);
        interval_ = std::max(interval, std::chrono::milliseconds(1));
    }
    wake_.notify_all();
}

std::chrono::milliseconds Sampler::interval() const {
    const std::lock_guard lock(mutex_);
    return interval_;
}

Sampler::Wake Sampler::waitUntil(SteadyClock::time_point next, const std::stop_token& stop,
                                 std::chrono::milliseconds& pace) {
    std::unique_lock lock(mutex_);
    // The wait stands still with the machine, so the first tick after a sleep comes within one interval.
    wake_.wait_until(lock, stop, next, [&] {
        return interval_ != pace || !pending_.adopted.empty() || pending_.adoptionEnded;
    });
    Wake wake = std::exchange(pending_, {});
    wake.paceChanged = interval_ != pace;
    pace = interval_;
    return wake;
}

// When to sample unless more of them come.
Sampler::SteadyClock::time_point Sampler::adoptAll(Wake wake, std::chrono::milliseconds pace) {
    Nanoseconds silence = shortestSilence;
    for (AdoptedFrame& adopted : wake.adopted) {
        silence = std::max(silence, missedIntervals * adopted.interval);
        adoptOnce(std::move(adopted));
    }
    const auto now = SteadyClock::now();
    if (!wake.adoptionEnded) return now + silence;
    if (!previous_) return now;
    // The first multiple that is clearly after the newest Frame.
    const Nanoseconds apart = sampledBy_ != 0 ? std::min<Nanoseconds>(pace, adoptedInterval_) : pace;
    const Nanoseconds due = nextMultiple(pace, previous_->takenAt.monotonic + apart / 2);
    return std::max(now, SteadyClock::time_point(due));
}

// When to sample again. The first time takes the longest, which is part of the wait.
Sampler::SteadyClock::time_point Sampler::sampleFirst(std::chrono::milliseconds warmUp) {
    const auto began = SteadyClock::now();
    sampleOnce();
    return std::max(began + warmUp, SteadyClock::now() + warmUp / 2);
}

void Sampler::loop(const std::stop_token& stop, std::chrono::milliseconds warmUp) {
    pthread_setname_np(pthread_self(), "sampler");
    auto pace = interval();
    bool isFirst = patience_ > std::chrono::milliseconds::zero();
    auto next = isFirst ? SteadyClock::now() + patience_ : sampleFirst(warmUp);
    while (true) {
        Wake wake = waitUntil(next, stop, pace);
        if (stop.stop_requested()) return;
        if (!wake.adopted.empty() || wake.adoptionEnded) {
            next = adoptAll(std::move(wake), pace);
            isFirst = isFirst && sampledBy_ == 0;
            continue;
        }
        // The first Frame is under way, and what is adopted has a pace of its own.
        if (wake.paceChanged && (isFirst || sampledBy_ != 0)) continue;
        if (std::exchange(isFirst, false)) {
            next = sampleFirst(warmUp);
            continue;
        }
        if (!wake.paceChanged) sampleOnce();
        // Missed ticks are skipped, not caught up: after a stall one Frame is enough.
        next = SteadyClock::time_point(nextMultiple(pace, SteadyClock::now().time_since_epoch()));
    }
}

}  // namespace baro
