#include "core/sharing/FrameFollower.h"

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

#include "core/base/Log.h"

namespace baro {

FrameFollower::FrameFollower(FrameFollowerSettings settings, FrameFollowerCalls calls)
    : settings_(std::move(settings)), calls_(std::move(calls)), pause_(settings_.retryAfter) {
    if (!wake_) return;
    tryToConnect();
    thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

FrameFollower::~FrameFollower() {
    thread_.request_stop();
    wake_.signal();
    if (thread_.joinable()) thread_.join();
}

void FrameFollower::loop(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "frame follower");
    while (true) {
        wait();
        if (stop.stop_requested()) return;
        if (!connection_)
            tryToConnect();
        else if (!receive())
            end();
    }
}

void FrameFollower::wait() const {
    std::array<pollfd, 2> watched{pollfd{wake_.number(), POLLIN, 0},
                                  pollfd{connection_ ? connection_->socket.number() : -1, POLLIN, 0}};
    poll(watched.data(), watched.size(), connection_ ? -1 : static_cast<int>(pause_.count()));
}

void FrameFollower::tryToConnect() {
    pause_ = settings_.retryAfter;
    if (!calls_.mayFollow()) return;
    auto socket = connectTo(settings_.directory, std::string(frameSocketName));
    if (!socket && socket.error().kind != ErrorKind::Absent) return refuse(socket.error());
    if (!socket) return;
    const auto peer = peerOf(*socket);
    if (!peer) return refuse(peer.error());
    if (peer->user != settings_.user)
        return refuse(denied(settings_.directory + " is recorded by another user"));
    // This process, which began to record a moment ago.
    if (peer->process == settings_.self) return;
    connection_ = Connection{std::move(socket).value(), peer->process, {}};
    isConnected_ = true;
}

bool FrameFollower::receive() {
    std::array<char, 65'536> bytes;
    const ssize_t count = recv(connection_->socket.number(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;
    connection_->reader.take({bytes.data(), static_cast<std::size_t>(count)});
    return takeMessages();
}

bool FrameFollower::takeMessages() {
    while (true) {
        auto message = connection_->reader.next();
        if (!message) return refuse(message.error()), false;
        if (!*message) return true;
        if ((*message)->source != settings_.source)
            return refuse(absent("it reads " + (*message)->source + ", and not " + settings_.source)), false;
        if (!calls_.take(std::move(**message), connection_->sender)) {
            pause_ = settings_.retryRefusedAfter;
            return false;
        }
        told_.clear();
    }
}

void FrameFollower::refuse(const Error& why) {
    pause_ = settings_.retryRefusedAfter;
    if (std::exchange(told_, why.message) != why.message)
        log(Severity::Warning, "the recorder of " + settings_.directory + " is not followed: " + why.message);
}

void FrameFollower::end() {
    connection_.reset();
    isConnected_ = false;
    calls_.ended();
}

}  // namespace baro
