#include "core/server/HttpProbe.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "core/base/Numbers.h"

namespace baro {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::size_t mostBytes = 64 * 1024;

class Connection {
  public:
    Connection(const ListenAddress& address, SteadyClock::time_point until)
        : until_(until),
          socket_(::socket(address.isIpv6() ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
                           0)) {}
    ~Connection() {
        if (socket_ >= 0) close(socket_);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // 0, or an errno.
    int open(const ListenAddress& address) const {
        if (socket_ < 0) return errno;
        if (connect(socket_, address.socketAddress(), address.length()) == 0) return 0;
        if (errno != EINPROGRESS) return errno;
        if (!ready(POLLOUT)) return ETIMEDOUT;
        int error = 0;
        socklen_t length = sizeof error;
        getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &length);
        return error;
    }

    bool send(const std::string& text) const {
        return ready(POLLOUT) &&
               ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
    }

    std::string receive() const {
        std::string all;
        std::array<char, 4096> part{};
        while (all.size() < mostBytes && ready(POLLIN)) {
            const ssize_t length = recv(socket_, part.data(), part.size(), 0);
            if (length <= 0) break;
            all.append(part.data(), static_cast<std::size_t>(length));
        }
        return all;
    }

  private:
    bool ready(short events) const {
        pollfd waiting{socket_, events, 0};
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - SteadyClock::now());
        return left.count() > 0 && poll(&waiting, 1, static_cast<int>(left.count())) > 0;
    }

    const SteadyClock::time_point until_;
    const int socket_;
};

}  // namespace

Result<ProbeAnswer> probe(const ListenAddress& address, const std::string& path,
                          std::chrono::milliseconds patience) {
    const Connection connection(address, SteadyClock::now() + patience);
    if (const int error = connection.open(address); error == ECONNREFUSED) {
        return absent("nothing listens on " + address.text());
    } else if (error != 0) {
        return failed("cannot connect to " + address.text() + ": " + std::strerror(error));
    }
    if (!connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        return failed(address.text() + " takes no request");
    const std::string answer = connection.receive();
    const std::size_t body = answer.find("\r\n\r\n");
    const auto status = answer.starts_with("HTTP/1.") ? parseNumber<int>(answer.substr(9, 3)) : std::nullopt;
    if (!status || body == std::string::npos) return malformed(address.text() + " does not answer in HTTP");
    return ProbeAnswer{*status, answer.substr(body + 4)};
}

}  // namespace baro
