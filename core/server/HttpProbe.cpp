#include "core/server/HttpProbe.h"

#include <cerrno>
#include <cstring>

#include "core/base/Numbers.h"
#include "core/server/ClientConnection.h"

namespace baro {
namespace {

constexpr std::size_t mostProbedBytes = 64 * 1024;

}  // namespace

Result<ProbeAnswer> probe(const ListenAddress& address, const std::string& path,
                          std::chrono::milliseconds patience) {
    const ClientConnection connection(address.isIpv6() ? AF_INET6 : AF_INET, patience);
    const int error = connection.open(address.socketAddress(), address.length());
    if (error == ECONNREFUSED) return absent("nothing listens on " + address.text());
    if (error != 0) return failed("cannot connect to " + address.text() + ": " + std::strerror(error));
    if (!connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        return failed(address.text() + " takes no request");
    const std::string answer = connection.receive(mostProbedBytes).bytes;
    const std::size_t body = answer.find("\r\n\r\n");
    const auto status = answer.starts_with("HTTP/1.") && answer.size() > 12
                            ? parseNumber<int>(answer.substr(9, 3))
                            : std::nullopt;
    if (!status || body == std::string::npos) return malformed(address.text() + " does not answer in HTTP");
    return ProbeAnswer{*status, answer.substr(body + 4)};
}

}  // namespace baro
