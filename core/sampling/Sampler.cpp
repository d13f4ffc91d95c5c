#include "core/sampling/Sampler.h"

#include <pthread.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/Log.h"

namespace baro {
namespace {

// A reading that is due within this time is taken now: a tick that comes a little early must not skip a turn.
constexpr Nanoseconds dueTolerance = std::chrono::milliseconds(50);

// The next multiple of the interval. Readings and ticks share this grid, so that a 1 s reading is taken at
// every 1 s tick whenever the first one was.
Nanoseconds nextMultiple(Nanoseconds interval, Nanoseconds after) {
    return interval * (after / interval + 1);
}

}  // namespace

Sampler::Sampler(std::vector<std::unique_ptr<Collector>> collectors, const Clock& clock, FrameHub& hub)
    : clock_(clock), hub_(hub) {
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
    auto frame = std::make_shared<Frame>();
    frame->takenAt = clock_.now();
    if (previous_) {
        frame->sequence = previous_->sequence + 1;
        frame->discontinuity = discontinuityBetween(previous_->takenAt, frame->takenAt);
    }
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
    if (previous_) frame->rates = deriveRates(*previous_, frame->readings, frame->takenAt);
    frame->applications = applications_.settle(frame->readings.processes, frame->readings.socketTraffic);
    previous_ = frame;
    hub_.publish(frame);
    return frame;
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
        const std::lock_guard lock(intervalMutex_);
        interval_ = std::max(interval, std::chrono::milliseconds(1));
    }
    wake_.notify_all();
}

void Sampler::loop(const std::stop_token& stop, std::chrono::milliseconds warmUp) {
    pthread_setname_np(pthread_self(), "sampler");
    using SteadyClock = std::chrono::steady_clock;
    std::unique_lock lock(intervalMutex_);
    auto pace = interval_;
    lock.unlock();
    sampleOnce();
    auto next = SteadyClock::now() + warmUp;
    while (true) {
        lock.lock();
        // The wait stands still with the machine, so the first tick after a sleep comes within one interval.
        const bool paceChanged = wake_.wait_until(lock, stop, next, [&] { return interval_ != pace; });
        pace = interval_;
        lock.unlock();
        if (stop.stop_requested()) return;
        if (!paceChanged) sampleOnce();
        // Missed ticks are skipped, not caught up: after a stall one Frame is enough.
        next = SteadyClock::time_point(nextMultiple(pace, SteadyClock::now().time_since_epoch()));
    }
}

}  // namespace baro
