// Sends alerts to every Alertmanager, each at its own pace, as Prometheus does (notifier/sendloop.go): batch
// by batch. One that is not taken is dropped and counted: AlertResending has its alerts sent anew. Any
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/ThreadSafety.h"
#include "core/http/HttpCarrier.h"
#include "core/telling/AlertPost.h"
#include "core/telling/AlertQueue.h"
#include "core/telling/AlertmanagerAddress.h"

namespace baro::alerts {

// How it goes with one Alertmanager. Numbers of alerts, since the beginning.
struct AlertmanagerState {
    std::string address;  // without user and password
    std::uint64_t sent = 0;
    std::uint64_t failed = 0;   // were not taken
    std::uint64_t dropped = 0;  // were not taken, or had to wait too long
    std::size_t waiting = 0;
    std::string problem;  // with the last batch; empty: there was none
};

class AlertSender {
  public:
    AlertSender(const std::vector<AlertmanagerAddress>& addresses,
                std::shared_ptr<http::HttpCarrier> carrier);
    ~AlertSender();  // what waits is given up

    void send(const std::vector<PostableAlert>& alerts);
    std::vector<AlertmanagerState> states() const;  // in the order of the addresses

  private:
    struct Target {
        AlertmanagerAddress address;
        AlertQueue queue;
        std::size_t underWay = 0;                  // alerts of the batch that is being sent
        std::unique_ptr<http::Carriage> carriage;  // which brings it
        AlertmanagerState state;
    };
    void postNext(std::size_t place);
    void takeAnswer(std::size_t place, const Result<http::SmallAnswer>& answer);

    mutable Mutex mutex_;
    const std::shared_ptr<http::HttpCarrier> carrier_;
    std::vector<Target> targets_ BARO_GUARDED_BY(mutex_);
    bool isEnding_ BARO_GUARDED_BY(mutex_) = false;
};

}  // namespace baro::alerts
