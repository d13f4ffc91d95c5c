#include "core/connections/BackgroundSecrets.h"

#include <pthread.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "core/base/ThreadSafety.h"

namespace baro::http {
namespace {

Error notYet() {
    return failed("the keyring has not answered yet; it may wait until somebody unlocks it");
}

}  // namespace

struct BackgroundSecrets::State : std::enable_shared_from_this<State> {
    struct Known {
        std::optional<Result<std::string>> answer;
        std::chrono::steady_clock::time_point answeredAt;
        bool isAsked = false;  // a question is under way
        std::chrono::steady_clock::time_point giveUpAt;
    };

    State(std::unique_ptr<SecretStore> asked, Pace chosen)
        : store(std::move(asked)), pace(std::move(chosen)) {}

    bool isNew(const Known& of) const {
        if (!of.answer) return false;
        return pace.now() - of.answeredAt < (*of.answer ? pace.keptFor : pace.askedAgainAfter);
    }
    void take(const SecretKey& key, Result<std::string> answer) BARO_REQUIRES(mutex) {
        Known& of = known[key];
        of.isAsked = false;
        of.answeredAt = pace.now();
        const bool knows = answer.ok() || answer.error().kind == ErrorKind::Absent;
        if (knows || !of.answer || !*of.answer) of.answer = std::move(answer);
    }
    void post(std::function<void()> job) BARO_REQUIRES(mutex) {
        jobs.push_back(std::move(job));
        if (!hasThread) begin();
        changed.notify_all();
    }
    void begin() BARO_REQUIRES(mutex) {
        try {
            std::thread(work, shared_from_this()).detach();
            hasThread = true;
        } catch (const std::system_error&) {
            // The questions wait, and with the next one it is tried again.
        }
    }
    static void work(const std::shared_ptr<State>& state) {
        pthread_setname_np(pthread_self(), "keyring");
        while (true) {
            std::function<void()> job;
            {
                const MutexLock lock(state->mutex);
                while (!state->isEnded && state->jobs.empty())
                    state->changed.wait(state->mutex);
                if (state->isEnded) return;
                job = std::move(state->jobs.front());
                state->jobs.pop_front();
            }
            job();
        }
    }

    // Waits for a job with an outcome; not longer than somebody takes to unlock a keyring.
    template <class Outcome>
    Outcome waitedFor(std::function<Outcome(SecretStore&)> ask) BARO_EXCLUDES(mutex) {
        const auto outcome = std::make_shared<std::optional<Outcome>>();
        const MutexLock lock(mutex);
        post([this, outcome, ask = std::move(ask)] {
            Outcome done = ask(*store);
            const MutexLock doneLock(mutex);
            *outcome = std::move(done);
            changed.notify_all();
        });
        const auto until = std::chrono::steady_clock::now() + pace.patienceToKeep;
        while (!*outcome)
            if (changed.wait_until(mutex, until) == std::cv_status::timeout) break;
        return *outcome ? std::move(**outcome) : Outcome(notYet());
    }

    const std::unique_ptr<SecretStore> store;
    const Pace pace;
    Mutex mutex;
    std::condition_variable_any changed;
    std::map<SecretKey, Known> known BARO_GUARDED_BY(mutex);
    std::deque<std::function<void()>> jobs BARO_GUARDED_BY(mutex);
    bool hasThread BARO_GUARDED_BY(mutex) = false;
    bool isEnded BARO_GUARDED_BY(mutex) = false;
};

BackgroundSecrets::BackgroundSecrets(std::unique_ptr<SecretStore> store, Pace pace)
    : state_(std::make_shared<State>(std::move(store), std::move(pace))) {}

BackgroundSecrets::~BackgroundSecrets() {
    {
        const MutexLock lock(state_->mutex);
        state_->isEnded = true;
    }
    state_->changed.notify_all();
}

Result<std::string> BackgroundSecrets::find(const SecretKey& key) {
    State& state = *state_;
    const MutexLock lock(state.mutex);
    State::Known& known = state.known[key];
    if (state.isNew(known)) return *known.answer;
    if (!known.isAsked) {
        known.isAsked = true;
        known.giveUpAt = std::chrono::steady_clock::now() + state.pace.patience;
        state.post([&state, key] {
            auto found = state.store->find(key);
            const MutexLock foundLock(state.mutex);
            state.take(key, std::move(found));
            state.changed.notify_all();
        });
    }
    while (known.isAsked)
        if (state.changed.wait_until(state.mutex, known.giveUpAt) == std::cv_status::timeout) break;
    if (known.answer && (!known.isAsked || *known.answer)) return *known.answer;
    return notYet();
}

Result<std::string> BackgroundSecrets::keep(const SecretKey& key, const std::string& secret) {
    State& state = *state_;
    return state.waitedFor<Result<std::string>>([&state, key, secret](SecretStore& store) {
        auto kept = store.keep(key, secret);
        const MutexLock lock(state.mutex);
        if (kept) state.take(key, secret);
        return kept;
    });
}

Status BackgroundSecrets::forget(const SecretKey& key) {
    State& state = *state_;
    return state.waitedFor<Status>([&state, key](SecretStore& store) {
        const Status forgotten = store.forget(key);
        const MutexLock lock(state.mutex);
        if (forgotten) state.known[key].answer.reset();
        return forgotten;
    });
}

Result<std::string> BackgroundSecrets::place() {
    return state_->waitedFor<Result<std::string>>([](SecretStore& store) { return store.place(); });
}

}  // namespace baro::http
