#include "core/server/ListenAddress.h"

#include <arpa/inet.h>

#include <array>
#include <cstring>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"

namespace baro {
namespace {

Error notAnAddress(std::string_view text) {
    return malformed("\"" + escapedForTerminal(text) +
                     "\" is not an address to listen on; write 127.0.0.1:9100, [::1]:9100 or :9100");
}

}  // namespace

Result<ListenAddress> ListenAddress::parse(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return notAnAddress(text);
    const auto port = parseNumber<std::uint16_t>(text.substr(colon + 1));
    if (!port) return notAnAddress(text);
    std::string host(text.substr(0, colon));
    ListenAddress made;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        made.ipv6_ = true;
        made.address6_.sin6_family = AF_INET6;
        made.address6_.sin6_port = htons(*port);
        if (inet_pton(AF_INET6, host.c_str(), &made.address6_.sin6_addr) != 1) return notAnAddress(text);
        return made;
    }
    if (host == "localhost") host = "127.0.0.1";
    if (host.empty()) host = "0.0.0.0";
    made.address4_.sin_family = AF_INET;
    made.address4_.sin_port = htons(*port);
    if (inet_pton(AF_INET, host.c_str(), &made.address4_.sin_addr) != 1) return notAnAddress(text);
    return made;
}

ListenAddress ListenAddress::of(const sockaddr_storage& address) {
    ListenAddress made;
    made.ipv6_ = address.ss_family == AF_INET6;
    if (made.ipv6_) {
        std::memcpy(&made.address6_, &address, sizeof made.address6_);
    } else {
        std::memcpy(&made.address4_, &address, sizeof made.address4_);
    }
    return made;
}

const sockaddr* ListenAddress::socketAddress() const {
    // The socket interface's own way to pass either kind of address.
    return ipv6_ ? reinterpret_cast<const sockaddr*>(&address6_)   // NOLINT(*-reinterpret-cast)
                 : reinterpret_cast<const sockaddr*>(&address4_);  // NOLINT(*-reinterpret-cast)
}

socklen_t ListenAddress::length() const {
    return ipv6_ ? sizeof address6_ : sizeof address4_;
}

bool ListenAddress::isLoopback() const {
    if (ipv6_) return IN6_IS_ADDR_LOOPBACK(&address6_.sin6_addr) != 0;
    return (ntohl(address4_.sin_addr.s_addr) >> 24) == 127;
}

std::uint16_t ListenAddress::port() const {
    return ntohs(ipv6_ ? address6_.sin6_port : address4_.sin_port);
}

std::string ListenAddress::text() const {
    std::array<char, INET6_ADDRSTRLEN> host{};
    if (ipv6_) {
        inet_ntop(AF_INET6, &address6_.sin6_addr, host.data(), host.size());
        return "[" + std::string(host.data()) + "]:" + std::to_string(port());
    }
    inet_ntop(AF_INET, &address4_.sin_addr, host.data(), host.size());
    return std::string(host.data()) + ":" + std::to_string(port());
}

}  // namespace baro
