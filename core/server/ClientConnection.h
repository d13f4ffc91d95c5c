// A TCP connection to a server, with one time limit for all that is done on it. Blocks.
#pragma once

#include <sys/socket.h>

#include <chrono>
#include <string>
#include <string_view>

namespace baro {

class ClientConnection {
  public:
    ClientConnection(int family, std::chrono::milliseconds patience);
    ~ClientConnection();
    ClientConnection(const ClientConnection&) = delete;
    ClientConnection& operator=(const ClientConnection&) = delete;

    // 0, or an errno.
    int open(const sockaddr* address, socklen_t length) const;
    bool send(std::string_view text) const;

    struct Received {
        std::string bytes;
        bool complete = false;  // the server has closed; else the time or the room was used up
    };
    Received receive(std::size_t mostBytes) const;

  private:
    bool ready(short events) const;

    const std::chrono::steady_clock::time_point until_;
    const int socket_;
};

}  // namespace baro
