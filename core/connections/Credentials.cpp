#include "core/connections/Credentials.h"

#include <utility>

#include "core/config/ConfigFile.h"
#include "core/http/Authorization.h"
#include "core/http/HeaderText.h"

namespace baro::http {
namespace {

// As Prometheus does (strings.TrimSpace): the line break at the end is not of the password.
std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

Result<std::string> secretOf(const Connection& connection, SecretStore* store) {
    if (!connection.secret.empty()) return connection.secret;
    if (!connection.secretFile.empty()) {
        const auto text = readConfigText(connection.secretFile);
        if (!text) return text.error();
        std::string secret = trimmed(*text);
        if (secret.empty())
            return malformed(connection.secretFile + " is empty; a password or token belongs in it");
        return secret;
    }
    const std::string what = connection.hasToken ? "its token" : "the password of " + connection.user;
    if (store == nullptr) return absent(what + " is not known");
    auto found = store->find(SecretKey::of(connection));
    if (!found && found.error().kind == ErrorKind::Absent)
        return absent(
            what +
            " is not known; give it in Settings, Connections, or put it into a file that only you can "
            "read, and name that as " +
            (connection.hasToken ? "credentials_file" : "password_file"));
    return found;
}

}  // namespace

Result<std::vector<Header>> headersOf(const Connection& connection, SecretStore* store) {
    std::vector<Header> headers = connection.headers;
    if (connection.user.empty() && !connection.hasToken) return headers;
    const auto secret = secretOf(connection, store);
    if (!secret) return secret.error();
    if (!connection.user.empty()) {
        headers.push_back(basicAuthorization(connection.user, *secret));
    } else {
        if (!isHeaderValue(*secret)) return malformed("its token has more than one line");
        headers.push_back({"Authorization", connection.tokenType + " " + *secret});
    }
    return headers;
}

Result<Request> requestTo(const Connection& connection, SecretStore* store) {
    auto headers = headersOf(connection, store);
    if (!headers) return headers.error();
    Request request;
    request.url = connection.url;
    request.headers = std::move(headers).value();
    request.tls = connection.tls;
    request.patience = connection.timeout;
    return request;
}

}  // namespace baro::http
