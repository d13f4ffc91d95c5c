#include "app/StopSignals.h"

#include <cerrno>
#include <ctime>

namespace baro::app {

StopSignals::StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

bool StopSignals::isAsked() const {
    sigset_t pending;
    if (sigpending(&pending) != 0) return false;
    return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1;
}

bool StopSignals::wait(std::optional<std::chrono::milliseconds> atMost) const {
    if (!atMost) {
        int signal = 0;
        return sigwait(&signals_, &signal) == 0;
    }
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(*atMost);
    const timespec limit{whole.count(), static_cast<long>(std::chrono::nanoseconds(*atMost - whole).count())};
    int signal = -1;
    do
        signal = sigtimedwait(&signals_, nullptr, &limit);
    while (signal < 0 && errno == EINTR);
    return signal > 0;
}

}  // namespace baro::app
