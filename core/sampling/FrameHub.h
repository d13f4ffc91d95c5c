// Hands every Frame to whoever subscribed; the one place where the pipeline forks.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "core/base/Subscription.h"
#include "core/base/ThreadSafety.h"
#include "core/model/Frame.h"

namespace baro {

// All methods may be called from any thread, from within a receiver too. The hub must outlive its subscriptions.
class FrameHub {
  public:
    using Receiver = std::function<void(const FramePtr&)>;

    FrameHub();
    ~FrameHub();

    // The receiver is called on the publishing thread and must return quickly. When cancelling returns, no further
    // call begins; one that is under way on another thread has ended.
    Subscription subscribe(Receiver receiver);
    void publish(const FramePtr& frame);
    FramePtr latest() const;  // null before the first Frame

  private:
    struct Subscriber;
    void unsubscribe(std::uint64_t id);

    mutable Mutex mutex_;
    FramePtr latest_ BARO_GUARDED_BY(mutex_);
    std::map<std::uint64_t, std::shared_ptr<Subscriber>> subscribers_ BARO_GUARDED_BY(mutex_);
    std::uint64_t nextId_ BARO_GUARDED_BY(mutex_) = 1;
};

}  // namespace baro
