// How commands that run until they are told to end notice it: SIGINT, SIGTERM and SIGHUP, except those that
// are ignored (nohup).
#pragma once

#include <chrono>
#include <csignal>
#include <optional>

namespace baro::app {

// To be made before any thread starts, so that no other thread takes the signals.
class StopSignals {
  public:
    StopSignals();
    bool isAsked() const;  // one has come; wait() would return at once
    // Whether one came.
    bool wait(std::optional<std::chrono::milliseconds> atMost = std::nullopt) const;

  private:
    sigset_t signals_;
};

}  // namespace baro::app
