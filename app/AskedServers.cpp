#include "app/AskedServers.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <utility>

#include "core/base/Escape.h"
#include "core/http/Address.h"

namespace baro::app {
namespace {

// Longer than a server itself evaluates.
constexpr std::chrono::seconds patienceOfUrl(150);

prometheus::ServerClient oneAttempt(const http::Connection& server,
                                    std::shared_ptr<http::HttpCarrier> carrier,
                                    std::shared_ptr<http::SecretStore> secrets) {
    prometheus::ClientSettings settings;
    settings.mostAttempts = 1;
    return {server, std::move(carrier), std::move(secrets), std::move(settings)};
}

// begin: a question, with what is told.
template <class Answer, class Begin>
Result<Answer> waitedFor(const Begin& begin) {
    std::promise<Result<Answer>> told;
    const auto asking = begin([&told](Result<Answer> answer) { told.set_value(std::move(answer)); });
    return told.get_future().get();
}

std::string namesIn(const http::ServersFile& file) {
    std::string names;
    for (const http::Connection& server : file.servers)
        names += (names.empty() ? "" : ", ") + server.name;
    return names;
}

}  // namespace

Result<http::Connection> namedServer(const std::string& nameOrUrl, const http::ServersFile& file,
                                     const std::string& path) {
    const auto found = std::ranges::find(file.servers, nameOrUrl, &http::Connection::name);
    if (found != file.servers.end()) return *found;
    const auto address = http::Address::parse(nameOrUrl);
    if (address && address->user.empty()) {
        http::Connection connection;
        connection.name = address->authority;
        connection.url = address->url();
        connection.timeout = patienceOfUrl;
        return connection;
    }
    const std::string shown = "\"" + http::shownAddress(nameOrUrl) + "\"";
    if (address) return malformed(shown + ": user and password belong in " + path);
    if (nameOrUrl.find("://") != std::string::npos)
        return malformed(shown + " is no address of a server: " + address.error().message +
                         "; write http://127.0.0.1:9090");
    if (!file.problems.empty())
        return malformed("no server is named " + shown + "; " + toString(file.problems.front()));
    if (file.servers.empty())
        return malformed("no server is named " + shown + "; name it in " + escapedForTerminal(path) +
                         ", or write http://127.0.0.1:9090");
    return malformed("no server is named " + shown + "; there are " + escapedForTerminal(namesIn(file)));
}

Result<prometheus::RawAnswer> asked(const http::Connection& server,
                                    std::shared_ptr<http::HttpCarrier> carrier,
                                    std::shared_ptr<http::SecretStore> secrets,
                                    const prometheus::ApiCall& call) {
    const auto client = oneAttempt(server, std::move(carrier), std::move(secrets));
    return waitedFor<prometheus::RawAnswer>([&](auto told) { return client.raw(call, std::move(told)); });
}

Result<prometheus::BuildInfo> examined(const http::Connection& server,
                                       std::shared_ptr<http::HttpCarrier> carrier,
                                       std::shared_ptr<http::SecretStore> secrets) {
    const auto client = oneAttempt(server, std::move(carrier), std::move(secrets));
    return waitedFor<prometheus::BuildInfo>([&](auto told) { return client.examine(std::move(told)); });
}

}  // namespace baro::app
