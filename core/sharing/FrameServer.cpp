#include "core/sharing/FrameServer.h"

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <utility>

#include "core/base/Log.h"
#include "core/sharing/FrameMessage.h"

namespace baro {
namespace {

constexpr std::size_t mostWaitingFrames = 2;

}  // namespace

class FrameServer::Follower {
  public:
    Follower(Descriptor socket, const std::vector<Offer>& newest)
        : socket_(std::move(socket)),
          sending_(std::make_shared<const std::string>(frameStreamHead())),
          waiting_(newest.begin(), newest.end()) {}

    int number() const { return socket_.number(); }
    bool isBlocked() const { return sending_ != nullptr; }  // until it can be written to

    void add(const Offer& offer) {
        waiting_.push_back(offer);
        if (waiting_.size() > mostWaitingFrames) waiting_.pop_front();
    }

    // Sends what it takes without waiting. False when it has gone, or says anything: it has nothing to say.
    template <class Encode>
    bool serve(Encode encode) {
        char byte = 0;
        if (recv(number(), &byte, 1, MSG_DONTWAIT) >= 0 || !isMerelyBusy(errno)) return false;
        while (sending_ || !waiting_.empty()) {
            if (!sending_) {
                sending_ = encode(waiting_.front());
                waiting_.pop_front();
            }
            const ssize_t sent = send(number(), sending_->data() + sentBytes_, sending_->size() - sentBytes_,
                                      MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0) return isMerelyBusy(errno);
            sentBytes_ += static_cast<std::size_t>(sent);
            if (sentBytes_ < sending_->size()) continue;
            sending_.reset();
            sentBytes_ = 0;
        }
        return true;
    }

  private:
    static bool isMerelyBusy(int error) { return error == EAGAIN || error == EINTR; }

    Descriptor socket_;
    Message sending_;
    std::size_t sentBytes_ = 0;
    std::deque<Offer> waiting_;
};

FrameServer::FrameServer(FrameServerSettings settings, FrameServerCalls calls)
    : settings_(std::move(settings)), calls_(std::move(calls)) {
    if (wake_)
        thread_ = std::jthread([this](const std::stop_token& stop) { loop(stop); });
    else
        log(Severity::Warning, "nobody can follow this process: no descriptor is left");
}

FrameServer::~FrameServer() {
    thread_.request_stop();
    wake_.signal();
    if (thread_.joinable()) thread_.join();
}

void FrameServer::offer(const FramePtr& frame, Nanoseconds interval) {
    {
        const MutexLock lock(mutex_);
        offered_ = Offer{frame, interval};
    }
    wake_.signal();
}

void FrameServer::loop(const std::stop_token& stop) {
    pthread_setname_np(pthread_self(), "frame server");
    while (true) {
        wait();
        if (stop.stop_requested()) return;
        takeOffer();
        if (listener_) acceptAll();
        serveAll();
        followerCount_ = followers_.size();
    }
}

void FrameServer::wait() {
    std::vector<pollfd> watched{{wake_.number(), POLLIN, 0}};
    if (listener_ && accepts_) watched.push_back({listener_->number(), POLLIN, 0});
    for (const Follower& follower : followers_)
        watched.push_back(
            {follower.number(), static_cast<short>(follower.isBlocked() ? POLLIN | POLLOUT : POLLIN), 0});
    poll(watched.data(), watched.size(), -1);
    wake_.clear();
}

void FrameServer::takeOffer() {
    std::optional<Offer> offer;
    {
        const MutexLock lock(mutex_);
        offer = std::exchange(offered_, std::nullopt);
    }
    if (!offer) return;
    accepts_ = true;
    openOrClose();
    for (Follower& follower : followers_)
        follower.add(*offer);
    newest_.push_back(std::move(*offer));
    if (newest_.size() > mostWaitingFrames) newest_.erase(newest_.begin());
}

void FrameServer::openOrClose() {
    const bool may = calls_.mayServe();
    if (!may) {
        listener_.reset();
        followers_.clear();
    }
    if (!may || listener_) return;
    auto opened = LocalListener::open(settings_.directory, std::string(frameSocketName));
    if (opened) {
        listener_.emplace(std::move(opened).value());
    } else if (std::exchange(told_, opened.error().message) != opened.error().message) {
        log(Severity::Warning, told_ + ": other windows sample by themselves");
    }
}

void FrameServer::acceptAll() {
    while (Descriptor socket = listener_->accept()) {
        if (followers_.size() == settings_.mostFollowers || !isWelcome(socket)) continue;
        followers_.emplace_back(std::move(socket), newest_);
        calls_.followed();
    }
    // Without a free descriptor they go on waiting, till the next Frame.
    accepts_ = errno == EAGAIN;
}

bool FrameServer::isWelcome(const Descriptor& socket) const {
    const auto peer = peerOf(socket);
    return peer && peer->user == settings_.user;
}

void FrameServer::serveAll() {
    std::erase_if(followers_, [this](Follower& follower) {
        return !follower.serve([this](const Offer& offer) { return encoded(offer); });
    });
}

FrameServer::Message FrameServer::encoded(const Offer& offer) {
    const auto known = std::ranges::find(encoded_, offer.frame, &Encoded::frame);
    if (known != encoded_.end()) return known->message;
    auto message =
        std::make_shared<const std::string>(encodeMessage(settings_.source, offer.interval, *offer.frame));
    encoded_.push_back({offer.frame, message});
    if (encoded_.size() > mostWaitingFrames) encoded_.erase(encoded_.begin());
    return message;
}

}  // namespace baro
