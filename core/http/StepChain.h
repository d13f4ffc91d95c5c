// Steps one after the other (a request, a pause, the next request), which end together. For whoever begins
// the next step when one is over, on the carrier's thread, and may be destroyed on any other meanwhile.
#pragma once

#include <functional>
#include <memory>

#include "core/base/ThreadSafety.h"
#include "core/http/HttpCarrier.h"

namespace baro::http {

class StepChain {
  public:
    StepChain() = default;
    // Waits for a call of a receiver, unless it is this call that destroys it; none comes afterwards.
    ~StepChain();
    StepChain(const StepChain&) = delete;
    StepChain& operator=(const StepChain&) = delete;

    // Begins a step in place of the one before. The last thing that a receiver does: afterwards the chain may
    // be gone. begin: calls carry() or wait(), and nothing of the chain.
    void next(const std::function<std::unique_ptr<Carriage>()>& begin) BARO_EXCLUDES(mutex_);

  private:
    Mutex mutex_;
    bool isEnding_ BARO_GUARDED_BY(mutex_) = false;
    std::unique_ptr<Carriage> step_ BARO_GUARDED_BY(mutex_);
};

}  // namespace baro::http
