// Asks a server over HTTP, as a client of an API does. Blocks.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Result.h"
#include "core/http/FormText.h"

namespace baro {

// http://HOST[:PORT][/PREFIX]; no TLS, no user.
struct HttpUrl {
    std::string host;  // a name or an address, of version 6 without brackets
    std::uint16_t port = 80;
    std::string prefix;  // "/prometheus", without a slash at its end; mostly empty

    static Result<HttpUrl> parse(std::string_view text);
    std::string authority() const;  // "[::1]:9100"
};

struct HttpReply {
    int status = 0;
    std::string body;
};

// Posts the fields to PREFIX + path. The error names the server. Absent when nobody listens there.
Result<HttpReply> postForm(const HttpUrl& server, const std::string& path, const FormFields& fields,
                           std::chrono::milliseconds patience);

}  // namespace baro
