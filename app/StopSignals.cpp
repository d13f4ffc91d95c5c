#include "app/StopSignals.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

namespace baro::app {
namespace {

constexpr std::array endingSignals{SIGINT, SIGTERM, SIGHUP};

}  // namespace

StopSignals::StopSignals() {
    sigemptyset(&signals_);
    for (const int signal : endingSignals) {
        struct sigaction known = {};
        // Below nohup: a blocked signal would wait though it is ignored.
        if (sigaction(signal, nullptr, &known) == 0 && known.sa_handler == SIG_IGN) continue;
        sigaddset(&signals_, signal);
    }
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

bool StopSignals::isAsked() const {
    sigset_t pending;
    if (sigpending(&pending) != 0) return false;
    return std::ranges::any_of(endingSignals, [this, &pending](int signal) {
        return sigismember(&signals_, signal) == 1 && sigismember(&pending, signal) == 1;
    });
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
