#include "core/http/StepChain.h"

#include <utility>

namespace baro::http {

// A step ends without the lock, for which its receiver may wait.
StepChain::~StepChain() {
    std::unique_ptr<Carriage> last;
    const MutexLock lock(mutex_);
    isEnding_ = true;
    last = std::move(step_);
}

void StepChain::next(const std::function<std::unique_ptr<Carriage>()>& begin) {
    std::unique_ptr<Carriage> before;
    const MutexLock lock(mutex_);
    if (isEnding_) return;
    before = std::exchange(step_, begin());
}

}  // namespace baro::http
