// Publishes the Frames of a host that a server knows, as the Sampler does for this machine: at the pace at
// which the host is scraped.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/base/Result.h"
#include "core/hosts/HostTarget.h"
#include "core/hosts/ScrapePace.h"
#include "core/model/Frame.h"
#include "core/prometheus/ServerClient.h"
#include "core/sampling/FrameHub.h"

namespace baro {

// What is older has ended, by PromQL's lookback.
inline constexpr std::chrono::milliseconds longestSampleAge{300'000};

// A host as people see it, on its server.
struct WatchedHost {
    std::shared_ptr<const prometheus::ServerClient> client;
    HostTarget target;
    std::string name;
    std::vector<HostTarget> others = {};  // further targets on the same machine
};

struct AskedFrame {
    FramePtr frame;  // null: the server has no samples of then
    // Between the host's scrapes, when it was asked for the scrape before and the answer tells.
    std::optional<std::chrono::milliseconds> distance;
};

// The Frame of a moment, milliseconds since 1970 by the server's clock, of samples that are at most so old,
// with rates since `previous`, or where that is null, since the scrape before, if that is not older. Blocks.
Result<AskedFrame> askedFrame(const WatchedHost& host, std::int64_t time, std::chrono::milliseconds age,
                              const Frame* previous, const std::stop_token& stop = {});

class HostSampler {
  public:
    struct Observer {
        std::function<void(const Status&)> answered;  // each answer: whether it could be used
        std::function<void(std::chrono::milliseconds)> intervalIsKnown;  // when it is another one
    };

    // The hub must outlive it, and whatever the observer names. Both are called on the thread of the sampler.
    // now: the wall clock, milliseconds since 1970.
    HostSampler(WatchedHost host, FrameHub& hub, std::function<std::int64_t()> now, Observer observer);
    ~HostSampler();  // stops; a question under way is given up

    void start();
    // False: nobody looks, and nothing is asked. True: it is asked at once. Any thread.
    void setWatched(bool isWatched);

  private:
    void run(const std::stop_token& stop);
    bool waitUntilWatched(const std::stop_token& stop);  // false: it shall end
    std::chrono::milliseconds ask(const std::stop_token& stop);
    void tellInterval();

    const WatchedHost host_;
    FrameHub& hub_;
    const std::function<std::int64_t()> now_;
    const Observer observer_;
    ScrapePace pace_;  // as the next three, of the thread alone
    std::chrono::milliseconds interval_{0};
    // How old the newest samples were when they were seen: they come late, or the clocks differ.
    std::chrono::milliseconds lag_{0};
    FramePtr newest_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool isWatched_ = true;  // guarded by mutex_, as the next one
    bool hurries_ = false;
    std::jthread thread_;  // last: it uses the rest
};

}  // namespace baro
