#include "core/server/HttpFetch.h"

#include <fmt/format.h>
#include <netdb.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "core/server/ClientConnection.h"

namespace baro {
namespace {

constexpr std::string_view scheme = "http://";
constexpr std::size_t mostFetchedBytes = 256 << 20;

using Addresses = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

Error notAUrl(std::string_view text) {
    return malformed("\"" + escapedForTerminal(text) +
                     "\" is no address of a server; write http://127.0.0.1:9100");
}

// What may stand in a header and a request line as it is.
bool isPlain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

Result<std::string> exchange(const HttpUrl& server, const std::string& request,
                             std::chrono::milliseconds patience) {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const std::string port = std::to_string(server.port);
    const int problem = getaddrinfo(server.host.c_str(), port.c_str(), &wanted, &found);
    if (problem != 0) return failed("cannot find " + server.host + ": " + gai_strerror(problem));
    const Addresses addresses(found, freeaddrinfo);
    int error = 0;
    for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
        const ClientConnection connection(address->ai_family, patience);
        error = connection.open(address->ai_addr, address->ai_addrlen);
        if (error != 0) continue;
        if (!connection.send(request)) return failed(server.authority() + " takes no request");
        auto received = connection.receive(mostFetchedBytes);
        if (!received.complete) return failed(server.authority() + " has not answered in time");
        return std::move(received.bytes);
    }
    if (error == ECONNREFUSED) return absent("nothing listens on " + server.authority());
    return failed("cannot connect to " + server.authority() + ": " + std::strerror(error));
}

}  // namespace

Result<HttpUrl> HttpUrl::parse(std::string_view text) {
    const std::string_view whole = text;
    if (!isPlain(text) || !text.starts_with(scheme)) return notAUrl(whole);
    text.remove_prefix(scheme.size());
    const std::size_t slash = std::min(text.find('/'), text.size());
    std::string_view authority = text.substr(0, slash);
    HttpUrl url;
    url.prefix = text.substr(slash);
    while (url.prefix.ends_with('/'))
        url.prefix.pop_back();
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == std::string_view::npos) return notAUrl(whole);
        url.host = authority.substr(1, end - 1);
        authority.remove_prefix(end + 1);
    } else {
        url.host = authority.substr(0, authority.find(':'));
        authority.remove_prefix(url.host.size());
    }
    if (!authority.empty()) {
        const auto port =
            authority.front() == ':' ? parseNumber<std::uint16_t>(authority.substr(1)) : std::nullopt;
        if (!port) return notAUrl(whole);
        url.port = *port;
    }
    if (url.host.empty() || url.prefix.find_first_of("?#") != std::string::npos) return notAUrl(whole);
    return url;
}

std::string HttpUrl::authority() const {
    const bool isIpv6 = host.find(':') != std::string::npos;
    return isIpv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

// HTTP/1.0, to which no server answers in chunks.
Result<HttpReply> postForm(const HttpUrl& server, const std::string& path, const FormFields& fields,
                           std::chrono::milliseconds patience) {
    const std::string form = formText(fields);
    const auto answer = exchange(
        server,
        fmt::format("POST {}{} HTTP/1.0\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    "Content-Length: {}\r\nAccept: application/json\r\n\r\n{}",
                    server.prefix, path, server.authority(), form.size(), form),
        patience);
    if (!answer) return answer.error();
    const std::size_t body = answer->find("\r\n\r\n");
    const auto status = answer->starts_with("HTTP/1.") && answer->size() > 12
                            ? parseNumber<int>(std::string_view(*answer).substr(9, 3))
                            : std::nullopt;
    if (!status || body == std::string::npos)
        return malformed(server.authority() + " does not answer in HTTP");
    return HttpReply{*status, answer->substr(body + 4)};
}

}  // namespace baro
