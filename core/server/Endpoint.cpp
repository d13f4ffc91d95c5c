#include "core/server/Endpoint.h"

#include <pthread.h>

#include <utility>

namespace baro {

Endpoint::Endpoint(const ListenAddress& address, HttpServer::Handler handler, NameHolder holder,
                   Report report, std::chrono::milliseconds pause)
    : wanted_(address),
      handler_(std::move(handler)),
      holder_(std::move(holder)),
      report_(std::move(report)),
      pause_(pause),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Endpoint::~Endpoint() {
    thread_.request_stop();
    thread_.join();
}

void Endpoint::tryNow() {
    {
        const std::lock_guard lock(mutex_);
        hurry_ = true;
    }
    wake_.notify_all();
}

Endpoint::State Endpoint::attempt() {
    auto server = HttpServer::listen(wanted_, handler_);
    if (server) {
        server_ = std::move(server).value();
        return {.listening = server_->address(), .problem = {}};
    }
    const std::string holder = holder_ ? holder_(wanted_) : std::string();
    std::string problem = server.error().message;
    if (!holder.empty()) problem += ": " + holder;
    return {.listening = std::nullopt, .problem = std::move(problem)};
}

void Endpoint::run(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "endpoint");
    std::optional<std::string> told;
    while (!stop.stop_requested()) {
        const State state = attempt();
        if (told != state.problem) report_(state);
        told = state.problem;
        std::unique_lock lock(mutex_);
        if (state.listening) {
            wake_.wait(lock, stop, [] { return false; });
            return;
        }
        wake_.wait_for(lock, stop, pause_, [this] { return std::exchange(hurry_, false); });
    }
}

}  // namespace baro
