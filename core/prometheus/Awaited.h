// Waits for an answer that comes on another thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

#include "core/http/HttpCarrier.h"
#include "core/prometheus/ServerClient.h"

namespace baro::prometheus {

// ask: begins the question with the receiver that it is given, and returns what is under way. isOver: asked
// now and then whether the time is up; null: it never is. Not on the carrier's thread. Nothing when it was no
// longer wanted, or the time is up.
template <class Answer, class Ask>
std::optional<Result<Answer>> awaited(const std::stop_token& stop, const Ask& ask,
                                      const std::function<bool()>& isOver = {}) {
    struct Letter {
        std::mutex mutex;
        std::condition_variable_any arrived;
        std::optional<Result<Answer>> answer;
    };
    const auto letter = std::make_shared<Letter>();
    // Goes first: afterwards nobody writes the letter any more.
    const std::unique_ptr<http::Carriage> underWay = ask([letter](Result<Answer> answer) {
        {
            const std::lock_guard lock(letter->mutex);
            letter->answer.emplace(std::move(answer));
        }
        letter->arrived.notify_all();
    });
    std::unique_lock lock(letter->mutex);
    const auto isThere = [&letter] { return letter->answer.has_value(); };
    if (!isOver) letter->arrived.wait(lock, stop, isThere);
    constexpr std::chrono::milliseconds lookAgain{100};
    while (isOver && !isThere() && !stop.stop_requested() && !isOver())
        letter->arrived.wait_for(lock, stop, lookAgain, isThere);
    return std::move(letter->answer);
}

}  // namespace baro::prometheus
