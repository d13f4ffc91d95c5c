// Where a server is: http(s)://[USER[:PASSWORD]@]HOST[:PORT][/PREFIX]. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Result.h"

namespace baro::http {

struct Address {
    std::string scheme;      // "http" or "https"
    std::string host;        // as it was written, of version 6 in brackets
    std::uint16_t port = 0;  // 80 and 443 where none was written
    std::string authority;   // the host, and the port where one was written
    std::string prefix;      // "/prometheus", without a slash at its end; mostly empty
    std::string user;        // empty: none
    std::string password;

    // The error says only why it is none, and nothing of a user or a password.
    static Result<Address> parse(std::string_view text);
    // Without user and password, which no message may hold.
    std::string url() const { return scheme + "://" + authority + prefix; }
    // Whether both ask the same program: only there goes what authenticates.
    bool isOriginOf(const Address& other) const {
        return scheme == other.scheme && host == other.host && port == other.port;
    }
    bool operator==(const Address&) const = default;
};

// The text without user and password and cut, for a message that shows what was written.
std::string shownAddress(std::string_view text);

}  // namespace baro::http
