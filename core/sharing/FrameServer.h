// Sends every Frame to the processes of the same user that follow this one, on a thread of its own.
#pragma once

#include <unistd.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/model/Frame.h"
#include "core/sharing/LocalSocket.h"
#include "core/sharing/WakeUp.h"

namespace baro {

struct FrameServerSettings {
    std::string directory;   // the data directory, in which the socket lies
    std::string source;      // see FrameMessage
    uid_t user = geteuid();  // whose processes may follow
    std::size_t mostFollowers = 16;
};

// Both are called on the server's thread.
struct FrameServerCalls {
    // Asked at every Frame. True: this process has the directory to itself. As soon as it has not, everybody
    // is disconnected.
    std::function<bool()> mayServe;
    std::function<void()> followed;  // by one more
};

// A follower that is slow misses Frames, the oldest first; it holds up nobody and keeps at most three of them
// here. A Frame is encoded when a follower can take it, and once for all.
class FrameServer {
  public:
    FrameServer(FrameServerSettings settings, FrameServerCalls calls);
    ~FrameServer();  // disconnects everybody
    FrameServer(const FrameServer&) = delete;
    FrameServer& operator=(const FrameServer&) = delete;

    // Every Frame; never blocks. interval: between two of them. Any thread.
    void offer(const FramePtr& frame, Nanoseconds interval);
    std::size_t followers() const { return followerCount_; }  // any thread

  private:
    struct Offer {
        FramePtr frame;
        Nanoseconds interval{};
    };
    using Message = std::shared_ptr<const std::string>;
    struct Encoded {
        FramePtr frame;
        Message message;
    };
    class Follower;

    void loop(const std::stop_token& stop);
    void wait();
    void takeOffer();
    void openOrClose();
    void acceptAll();
    bool isWelcome(const Descriptor& socket) const;
    void serveAll();
    Message encoded(const Offer& offer);

    const FrameServerSettings settings_;
    const FrameServerCalls calls_;
    const WakeUp wake_;
    Mutex mutex_;
    std::optional<Offer> offered_ BARO_GUARDED_BY(mutex_);
    std::atomic<std::size_t> followerCount_ = 0;
    // The thread's own:
    std::optional<LocalListener> listener_;
    bool accepts_ = true;
    std::vector<Follower> followers_;
    std::vector<Offer> newest_;     // two at most: a follower that begins with both has rates at once
    std::vector<Encoded> encoded_;  // of those
    std::string told_;              // why it cannot listen, as it was logged
    std::jthread thread_;
};

}  // namespace baro
