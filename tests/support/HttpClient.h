// A few lines of HTTP over a blocking socket: sends exactly the given bytes, returns all that comes until the
// server closes or the time is over.
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

#include "core/server/ListenAddress.h"

namespace baro::test {

class HttpClient {
  public:
    explicit HttpClient(const ListenAddress& address)
        : socket_(::socket(address.isIpv6() ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        connected_ = connect(socket_, address.socketAddress(), address.length()) == 0;
    }
    ~HttpClient() { close(socket_); }
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    bool connected() const { return connected_; }
    int descriptor() const { return socket_; }
    bool send(std::string_view bytes) const {
        return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }
    std::string receive(int milliseconds = 10'000) const {
        std::string all;
        std::array<char, 4096> part{};
        pollfd ready{socket_, POLLIN, 0};
        while (poll(&ready, 1, milliseconds) > 0) {
            const ssize_t length = recv(socket_, part.data(), part.size(), 0);
            if (length <= 0) break;
            all.append(part.data(), static_cast<std::size_t>(length));
        }
        return all;
    }

  private:
    int socket_;
    bool connected_ = false;
};

// One request on a connection of its own; lines after the first are headers.
inline std::string exchange(const ListenAddress& address, const std::string& requestLine,
                            const std::string& headers = "Host: localhost\r\n") {
    const HttpClient client(address);
    client.send(requestLine + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
    return client.receive();
}

}  // namespace baro::test
