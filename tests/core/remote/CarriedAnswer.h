// What a receiver was told, on whatever thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/http/HttpCarrier.h"

namespace baro {

class CarriedAnswer {
  public:
    // Keeps the first bytes, and takes no more than most.
    http::Receiver receiver(std::size_t most = 1 << 30) {
        http::Receiver receiver;
        receiver.head = [this](const http::AnswerHead& head) {
            const MutexLock lock(mutex_);
            head_ = head;
        };
        receiver.bytes = [this, most](std::string_view bytes) {
            const MutexLock lock(mutex_);
            count_ += bytes.size();
            if (text_.size() < mostKept) text_ += bytes;
            return count_ < most;
        };
        receiver.done = [this](const Status& outcome) {
            const MutexLock lock(mutex_);
            ends_.push_back(outcome);
        };
        return receiver;
    }
    std::size_t ends() const {
        const MutexLock lock(mutex_);
        return ends_.size();
    }
    Status outcome() const {
        const MutexLock lock(mutex_);
        return ends_.front();
    }
    std::string problem() const { return outcome() ? std::string() : outcome().error().message; }
    http::AnswerHead head() const {
        const MutexLock lock(mutex_);
        return head_;
    }
    std::string text() const {
        const MutexLock lock(mutex_);
        return text_;
    }
    std::size_t count() const {
        const MutexLock lock(mutex_);
        return count_;
    }

  private:
    static constexpr std::size_t mostKept = 4096;
    mutable Mutex mutex_;
    http::AnswerHead head_ BARO_GUARDED_BY(mutex_);
    std::string text_ BARO_GUARDED_BY(mutex_);
    std::size_t count_ BARO_GUARDED_BY(mutex_) = 0;
    std::vector<Status> ends_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro
