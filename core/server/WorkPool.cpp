#include "core/server/WorkPool.h"

#include <pthread.h>

#include <utility>

namespace baro {

WorkPool::WorkPool(std::size_t atOnce, std::size_t mostWaiting, std::chrono::milliseconds patience)
    : atOnce_(atOnce), mostWaiting_(mostWaiting), patience_(patience) {}

WorkPool::~WorkPool() {
    stop();
}

void WorkPool::stop() {
    std::deque<Waiting> left;
    std::vector<std::jthread> threads;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        left.swap(waiting_);
        threads.swap(threads_);
    }
    changed_.notify_all();
    for (const Waiting& waiting : left)
        waiting.work.giveUp();
    threads.clear();  // joins
}

void WorkPool::startThreads() {
    for (std::size_t i = 0; i < atOnce_; ++i)
        threads_.emplace_back([this] { run(); });
    threads_.emplace_back([this] { watch(); });
}

void WorkPool::add(Work work) {
    {
        const std::lock_guard lock(mutex_);
        if (!stopping_ && waiting_.size() < mostWaiting_) {
            if (threads_.empty()) startThreads();
            waiting_.push_back({std::move(work), SteadyClock::now() + patience_});
            changed_.notify_all();
            return;
        }
    }
    work.giveUp();
}

void WorkPool::run() {
    pthread_setname_np(pthread_self(), "query");
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_) return;
        Waiting next = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        next.work.run();
        next = {};  // what it holds goes without the lock
        lock.lock();
    }
}

void WorkPool::watch() {
    pthread_setname_np(pthread_self(), "query-patience");
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (waiting_.empty()) {
            changed_.wait(lock);
            continue;
        }
        const auto until = waiting_.front().until;
        if (SteadyClock::now() < until) {
            changed_.wait_until(lock, until);
            continue;
        }
        const Waiting late = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        late.work.giveUp();
        lock.lock();
    }
}

}  // namespace baro
