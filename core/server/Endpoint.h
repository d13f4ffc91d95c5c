// Keeps a server on one address: when the address is taken it says by whom, and tries again, on that address
// only.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/server/HttpServer.h"

namespace baro {

class Endpoint {
  public:
    struct State {
        std::optional<ListenAddress> listening;  // the address really bound
        std::string problem;                     // one sentence when there is none
    };
    // What stands in the way at an address, in words ("node_exporter (pid 12) listens on 0.0.0.0:9100");
    // empty when nobody can tell.
    using NameHolder = std::function<std::string(const ListenAddress&)>;
    // Told at the beginning and whenever the state is another one; on the thread of the endpoint.
    using Report = std::function<void(const State&)>;

    // The first attempt is made at once, the next ones every `pause`.
    Endpoint(const ListenAddress& address, HttpServer::Handler handler, NameHolder holder, Report report,
             std::chrono::milliseconds pause = std::chrono::seconds(30));
    ~Endpoint();
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;

    void tryNow();  // does not wait for the pause

  private:
    void run(const std::stop_token& stop);
    State attempt();

    const ListenAddress wanted_;
    const HttpServer::Handler handler_;
    const NameHolder holder_;
    const Report report_;
    const std::chrono::milliseconds pause_;
    std::unique_ptr<HttpServer> server_;  // of the thread
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool hurry_ = false;
    std::jthread thread_;
};

}  // namespace baro
