// Runs the collectors, each at its own pace, and publishes a sealed Frame per tick.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/Clock.h"
#include "core/sampling/ApplicationAccounts.h"
#include "core/sampling/Collector.h"
#include "core/sampling/FrameHub.h"

namespace baro {

// A Frame that another process took of this machine.
struct AdoptedFrame {
    Frame frame;             // without rates and applications
    Nanoseconds interval{};  // between two of them
    std::int32_t process = 0;
};

class Sampler {
  public:
    using MakeCollectors = std::function<std::vector<std::unique_ptr<Collector>>()>;

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
    // Frames come at once and `warmUp` later, at least half of it after the first is there, so that rates are
    // there early.
    void start(std::chrono::milliseconds interval,
               std::chrono::milliseconds warmUp = std::chrono::milliseconds(100));
    void stop();  // returns when the thread has ended
    // At least 1 ms. Takes effect at once, even when the tick before was far away; any thread may call.
    void setInterval(std::chrono::milliseconds interval);
    std::chrono::milliseconds interval() const;  // any thread

    // Frames of another process take the place of samples. While they come, and for a few of their intervals
    // after the last one, nothing is read here. Rates and applications go on across both seams.

    // For as long, the collectors go, with the files that they keep open, and are made anew when sampling
    // goes on. Before start().
    void remakeCollectorsWith(MakeCollectors make) { makeCollectors_ = std::move(make); }
    // Waits that long for the first one to be adopted, instead of sampling at once. Before start().
    void expectFrames(std::chrono::milliseconds patience) { patience_ = patience; }
    // False, and it is not adopted: sampling tells more, for a collector is missing there or the interval is
    // longer than here. Any thread.
    bool adopt(AdoptedFrame adopted);
    // No more will come: samples go on at the next tick, at once when that is overdue. Any thread.
    void endAdoption();
    // The process that took the newest Frame; 0: this one. Any thread.
    std::int32_t sampledBy() const { return sampledBy_; }

    // Publishes it as the next Frame; null when it is not after the newest one. Tests call it directly; not
    // while the thread runs.
    FramePtr adoptOnce(AdoptedFrame adopted);

  private:
    using SteadyClock = std::chrono::steady_clock;
    struct Slot {
        std::unique_ptr<Collector> collector;
        CollectorHealth health;
        Nanoseconds dueAt{};
        Nanoseconds spent{};  // sums of whole nanoseconds are exact, and short in a record
    };
    // What ended a wait, when it was not its time.
    struct Wake {
        std::deque<AdoptedFrame> adopted;
        bool adoptionEnded = false;
        bool paceChanged = false;
    };

    void fillSlots(std::vector<std::unique_ptr<Collector>> collectors);
    void runDue(Slot& slot, const Instant& now);
    FramePtr publish(const std::shared_ptr<Frame>& frame);
    void sampleOnAfterAdoption();
    SteadyClock::time_point sampleFirst(std::chrono::milliseconds warmUp);
    void loop(const std::stop_token& stop, std::chrono::milliseconds warmUp);
    Wake waitUntil(SteadyClock::time_point next, const std::stop_token& stop,
                   std::chrono::milliseconds& pace);
    SteadyClock::time_point adoptAll(Wake wake, std::chrono::milliseconds pace);

    std::vector<Slot> slots_;
    std::vector<std::string> collectorNames_;  // never changes
    MakeCollectors makeCollectors_;
    const Clock& clock_;
    FrameHub& hub_;
    ApplicationAccounts applications_;
    Readings newest_;
    FramePtr previous_;
    std::atomic<std::int32_t> sampledBy_ = 0;
    Nanoseconds adoptedInterval_{};  // of the newest Frame, while that is another process'
    std::chrono::milliseconds patience_{0};
    mutable std::mutex mutex_;  // guards what follows
    std::condition_variable_any wake_;
    std::chrono::milliseconds interval_{1000};
    Wake pending_;
    std::jthread thread_;
};

}  // namespace baro
