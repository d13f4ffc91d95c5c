// One question at a time to something that may not answer (a hung network mount, a sleeping device): it is
// asked on a thread of its own, and whoever asks never waits.
#pragma once

#include <pthread.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "core/base/Clock.h"
#include "core/base/Result.h"
#include "core/base/ThreadSafety.h"

namespace baro {

// Used by one thread. The read runs on the worker only; it must own everything it uses and must not throw,
// for a read that hangs goes on after this object is gone and ends unheard.
template <class T>
class BackgroundRead {
  public:
    using Read = std::function<T(const Instant& askedAt)>;

    // threadName: at most 15 characters are kept (pthread_setname_np(3)). The thread begins with the first
    // question.
    BackgroundRead(const std::string& threadName, Read read)
        : threadName_(threadName.substr(0, 15)), state_(std::make_shared<State>(std::move(read))) {}
    BackgroundRead(const BackgroundRead&) = delete;
    BackgroundRead& operator=(const BackgroundRead&) = delete;

    ~BackgroundRead() {
        bool underWay = false;
        {
            const MutexLock lock(state_->mutex);
            state_->ended = true;
            underWay = state_->askedAt.has_value();
        }
        state_->wake.notify_one();
        if (underWay && worker_.joinable()) worker_.detach();
    }

    // Begins a read, unless one is under way. An answer that was not taken is replaced by the new one when
    // that comes. Fails when the system gives no thread.
    Status ask(const Instant& now) {
        if (!worker_.joinable()) {
            try {
                worker_ = std::jthread(work, state_, threadName_);
            } catch (const std::system_error& error) {
                return failed("cannot start the thread " + threadName_ + ": " + error.what());
            }
        }
        {
            const MutexLock lock(state_->mutex);
            if (state_->askedAt) return Done{};
            state_->askedAt = now;
        }
        state_->wake.notify_one();
        return Done{};
    }

    // The newest answer, once; nothing when none came since the last one was taken.
    std::optional<T> take() {
        const MutexLock lock(state_->mutex);
        return std::exchange(state_->answer, std::nullopt);
    }

    // How long the read under way has been; nothing when none is.
    std::optional<Nanoseconds> unansweredFor(const Instant& now) const {
        const MutexLock lock(state_->mutex);
        if (!state_->askedAt) return std::nullopt;
        return now.monotonic - state_->askedAt->monotonic;
    }

  private:
    struct State {
        explicit State(Read function) : read(std::move(function)) {}
        const Read read;
        Mutex mutex;
        std::condition_variable_any wake;
        std::optional<Instant> askedAt BARO_GUARDED_BY(mutex);  // of the read under way
        std::optional<T> answer BARO_GUARDED_BY(mutex);
        bool ended BARO_GUARDED_BY(mutex) = false;
    };

    // Nothing when the asker is gone.
    static std::optional<Instant> nextQuestion(State& state) {
        const MutexLock lock(state.mutex);
        while (!state.ended && !state.askedAt)
            state.wake.wait(state.mutex);
        if (state.ended) return std::nullopt;
        return state.askedAt;
    }

    static void work(const std::shared_ptr<State>& state, const std::string& threadName) {
        pthread_setname_np(pthread_self(), threadName.c_str());
        while (const auto askedAt = nextQuestion(*state)) {
            T answer = state->read(*askedAt);
            const MutexLock lock(state->mutex);
            state->answer = std::move(answer);
            state->askedAt.reset();
        }
    }

    std::string threadName_;
    std::shared_ptr<State> state_;  // shared with the worker, which may outlive this
    std::jthread worker_;
};

}  // namespace baro
