#include "core/sampling/FrameHub.h"

#include <utility>
#include <vector>

namespace baro {

// The lock is recursive because a receiver may cancel its own subscription; it is held during the call so that
// cancelling from another thread waits for a call under way.
struct FrameHub::Subscriber {
    explicit Subscriber(Receiver call) : receiver(std::move(call)) {}
    std::recursive_mutex calling;
    bool cancelled = false;
    const Receiver receiver;
};

FrameHub::FrameHub() = default;
FrameHub::~FrameHub() = default;

Subscription FrameHub::subscribe(Receiver receiver) {
    auto subscriber = std::make_shared<Subscriber>(std::move(receiver));
    MutexLock lock(mutex_);
    const std::uint64_t id = nextId_++;
    subscribers_.emplace(id, std::move(subscriber));
    return Subscription([this, id] { unsubscribe(id); });
}

void FrameHub::unsubscribe(std::uint64_t id) {
    std::shared_ptr<Subscriber> subscriber;
    {
        MutexLock lock(mutex_);
        const auto found = subscribers_.find(id);
        if (found == subscribers_.end()) return;
        subscriber = found->second;
        subscribers_.erase(found);
    }
    const std::lock_guard waitForCall(subscriber->calling);
    subscriber->cancelled = true;
}

void FrameHub::publish(const FramePtr& frame) {
    std::vector<std::shared_ptr<Subscriber>> receivers;
    {
        MutexLock lock(mutex_);
        latest_ = frame;
        receivers.reserve(subscribers_.size());
        for (const auto& [id, subscriber] : subscribers_) receivers.push_back(subscriber);
    }
    for (const auto& subscriber : receivers) {
        const std::lock_guard call(subscriber->calling);
        if (!subscriber->cancelled) subscriber->receiver(frame);
    }
}

FramePtr FrameHub::latest() const {
    MutexLock lock(mutex_);
    return latest_;
}

}  // namespace baro
