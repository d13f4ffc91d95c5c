#include "core/server/ClientConnection.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace baro {

using SteadyClock = std::chrono::steady_clock;

ClientConnection::ClientConnection(int family, std::chrono::milliseconds patience)
    : until_(SteadyClock::now() + patience),
      socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {}

ClientConnection::~ClientConnection() {
    if (socket_ >= 0) close(socket_);
}

int ClientConnection::open(const sockaddr* address, socklen_t length) const {
    if (socket_ < 0) return errno;
    if (connect(socket_, address, length) == 0) return 0;
    if (errno != EINPROGRESS) return errno;
    if (!ready(POLLOUT)) return ETIMEDOUT;
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

bool ClientConnection::send(std::string_view text) const {
    while (!text.empty()) {
        if (!ready(POLLOUT)) return false;
        const ssize_t length = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (length <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

ClientConnection::Received ClientConnection::receive(std::size_t mostBytes) const {
    Received received;
    std::array<char, 65536> part{};
    while (received.bytes.size() < mostBytes && ready(POLLIN)) {
        const ssize_t length = recv(socket_, part.data(), part.size(), 0);
        if (length == 0) received.complete = true;
        if (length <= 0) break;
        received.bytes.append(part.data(), static_cast<std::size_t>(length));
    }
    return received;
}

bool ClientConnection::ready(short events) const {
    pollfd waiting{socket_, events, 0};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - SteadyClock::now());
    return left.count() > 0 && poll(&waiting, 1, static_cast<int>(left.count())) > 0;
}

}  // namespace baro
