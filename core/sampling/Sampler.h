// Runs the collectors, each at its own pace, and publishes a sealed Frame per tick.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/Clock.h"
#include "core/sampling/ApplicationAccounts.h"
#include "core/sampling/Collector.h"
#include "core/sampling/FrameHub.h"

namespace baro {

class Sampler {
  public:
    // clock and hub must outlive the sampler.
    Sampler(std::vector<std::unique_ptr<Collector>> collectors, const Clock& clock, FrameHub& hub);
    ~Sampler();
    Sampler(const Sampler&) = delete;
    Sampler& operator=(const Sampler&) = delete;

    // The Frame that the first one follows: it then has rates too. Before the first sample only.
    void continueAfter(FramePtr previous) { previous_ = std::move(previous); }

    // Runs every collector that is due and publishes the Frame. Tests and one-shot commands call it directly;
    // not while the thread runs.
    FramePtr sampleOnce();

    // Samples on a thread of its own, on multiples of the interval so that ticks do not drift. The first two
    // Frames come at once and `warmUp` later, so that rates are there early.
    void start(std::chrono::milliseconds interval,
               std::chrono::milliseconds warmUp = std::chrono::milliseconds(100));
    void stop();  // returns when the thread has ended
    // At least 1 ms. Takes effect at once, even when the tick before was far away; any thread may call.
    void setInterval(std::chrono::milliseconds interval);

  private:
    struct Slot {
        std::unique_ptr<Collector> collector;
        CollectorHealth health;
        Nanoseconds dueAt{};
        Nanoseconds spent{};  // sums of whole nanoseconds are exact, and short in a record
    };
    void runDue(Slot& slot, const Instant& now);
    void loop(const std::stop_token& stop, std::chrono::milliseconds warmUp);

    std::vector<Slot> slots_;
    const Clock& clock_;
    FrameHub& hub_;
    ApplicationAccounts applications_;
    Readings newest_;
    FramePtr previous_;
    std::mutex intervalMutex_;
    std::condition_variable_any wake_;
    std::chrono::milliseconds interval_{1000};
    std::jthread thread_;
};

}  // namespace baro
