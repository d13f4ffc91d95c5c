// A few threads for answers that take their time. What waits longer than the patience is told so instead of
// being done: whoever asked would not wait much longer either, and work that comes faster than it is done
// must not pile up.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace baro {

class WorkPool {
  public:
    using SteadyClock = std::chrono::steady_clock;
    struct Work {
        std::function<void()> run;
        std::function<void()> giveUp;  // called instead, exactly one of both
    };

    // At most `atOnce` run and `mostWaiting` wait. The threads start with the first work.
    WorkPool(std::size_t atOnce, std::size_t mostWaiting, std::chrono::milliseconds patience);
    ~WorkPool();
    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;

    // Any thread. Gives up at once, on this thread, when too many wait.
    void add(Work work);
    // Gives up what waits, waits for what runs, and gives up whatever is added afterwards.
    void stop();

  private:
    struct Waiting {
        Work work;
        SteadyClock::time_point until;
    };
    void startThreads();  // under the mutex
    void run();
    void watch();

    const std::size_t atOnce_;
    const std::size_t mostWaiting_;
    const std::chrono::milliseconds patience_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Waiting> waiting_;  // ascending by until
    bool stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace baro
