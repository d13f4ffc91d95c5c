// Where a server listens: "127.0.0.1:9100", "[::1]:9100", ":9100" for every address. Numbers only, so that no
// name server decides who may connect; "localhost" is 127.0.0.1.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro {

class ListenAddress {
  public:
    static Result<ListenAddress> parse(std::string_view text);
    static ListenAddress of(const sockaddr_storage& address);  // AF_INET or AF_INET6

    const sockaddr* socketAddress() const;
    socklen_t length() const;
    bool isIpv6() const { return ipv6_; }
    bool isLoopback() const;
    std::uint16_t port() const;
    std::string text() const;  // as parse() takes it

  private:
    bool ipv6_ = false;
    sockaddr_in address4_{};
    sockaddr_in6 address6_{};
};

}  // namespace baro
