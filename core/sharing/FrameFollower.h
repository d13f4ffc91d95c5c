// Receives the Frames of the process that records this data directory, on a thread of its own.
#pragma once

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "core/sharing/FrameMessage.h"
#include "core/sharing/LocalSocket.h"
#include "core/sharing/WakeUp.h"

namespace baro {

struct FrameFollowerSettings {
    std::string directory;   // the data directory, in which the socket lies
    std::string source;      // see FrameMessage
    uid_t user = geteuid();  // whose process is followed
    pid_t self = getpid();   // who is not
    std::chrono::milliseconds retryAfter{1000};
    std::chrono::milliseconds retryRefusedAfter{30'000};
};

// All of them are called on the follower's thread, mayFollow for the first time by the constructor.
struct FrameFollowerCalls {
    // False while this process records itself: then there is nobody to follow.
    std::function<bool()> mayFollow;
    // False: Frames like this one are not wanted. Then the connection ends, and is tried again after a while.
    std::function<bool(FrameMessage message, pid_t sender)> take;
    std::function<void()> ended;  // the connection, however; more may come later
};

class FrameFollower {
  public:
    // Connects at once where somebody listens.
    FrameFollower(FrameFollowerSettings settings, FrameFollowerCalls calls);
    ~FrameFollower();
    FrameFollower(const FrameFollower&) = delete;
    FrameFollower& operator=(const FrameFollower&) = delete;

    bool isConnected() const { return isConnected_; }  // any thread

  private:
    struct Connection {
        Descriptor socket;
        pid_t sender = 0;
        FrameStreamReader reader;
    };

    void loop(const std::stop_token& stop);
    void tryToConnect();
    bool receive();
    bool takeMessages();
    void refuse(const Error& why);
    void end();
    void wait() const;

    const FrameFollowerSettings settings_;
    const FrameFollowerCalls calls_;
    const WakeUp wake_;
    std::atomic<bool> isConnected_ = false;
    // The thread's own:
    std::optional<Connection> connection_;
    std::chrono::milliseconds pause_;
    std::string told_;  // why a recorder is not followed, as it was logged
    std::jthread thread_;
};

}  // namespace baro
