#include "core/connections/ConnectionFields.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/base/Characters.h"
#include "core/http/Address.h"
#include "core/http/HeaderText.h"

namespace baro::http {
namespace {

constexpr std::int64_t longestTimeout = 3'600'000;  // milliseconds

// What the client writes itself (Prometheus: common/config/headers.go, storage/remote/client.go).
constexpr std::array<std::string_view, 16> reservedHeaders{"authorization",
                                                           "host",
                                                           "content-encoding",
                                                           "content-length",
                                                           "content-type",
                                                           "user-agent",
                                                           "connection",
                                                           "keep-alive",
                                                           "proxy-authenticate",
                                                           "proxy-authorization",
                                                           "www-authenticate",
                                                           "accept-encoding",
                                                           "cookie",
                                                           "transfer-encoding",
                                                           "upgrade",
                                                           "x-prometheus-remote-write-version"};

class ConnectionReader {
  public:
    ConnectionReader(YamlFields& fields, const ConnectionPlace& place) : fields_(fields), place_(place) {}

    Connection read(const YamlNode& node) {
        Connection connection;
        readUrl(node, connection);
        if (std::string name = fields_.text(node, "name"); !name.empty()) connection.name = std::move(name);
        const auto* const basic = YamlFields::find(node, "basic_auth");
        const auto* const token = YamlFields::find(node, "authorization");
        if (basic != nullptr && token != nullptr)
            fields_.wrong(token->line, "a server has one of \"basic_auth\" and \"authorization\"");
        if (basic != nullptr) readBasic(*basic, connection);
        if (token != nullptr) readToken(*token, connection);
        if (const auto* const tls = YamlFields::find(node, "tls_config")) connection.tls = tlsOf(*tls);
        readHeaders(node, connection);
        readTimeout(node, connection);
        return connection;
    }

  private:
    void readUrl(const YamlNode& node, Connection& connection) {
        const std::size_t before = fields_.problemCount();
        const std::string text = fields_.text(node, "url");
        if (fields_.problemCount() > before) return;
        if (text.empty()) return fields_.wrong(YamlFields::lineOf(node, "url"), "\"url\" is missing");
        const auto address = Address::parse(text);
        if (!address)
            return fields_.wrong(YamlFields::lineOf(node, "url"),
                                 fmt::format("\"{}\" is no address of a server: {}; write http://HOST:9090",
                                             shownAddress(text), address.error().message));
        if (!address->user.empty())
            fields_.wrong(YamlFields::lineOf(node, "url"),
                          "user and password do not belong in \"url\"; write basic_auth");
        connection.url = address->url();
        connection.name = place_.defaultName.empty() ? address->authority : place_.defaultName;
    }

    void readBasic(const YamlNode& node, Connection& connection) {
        if (!fields_.isMap(node, {"username", "password", "password_file"})) return;
        connection.user = fields_.text(node, "username");
        if (connection.user.empty() || connection.user.find(':') != std::string::npos)
            fields_.wrong(YamlFields::lineOf(node, "username"), "\"username\" wants a name without a colon");
        readSecret(node, "password", "password_file", connection);
    }

    void readToken(const YamlNode& node, Connection& connection) {
        if (!fields_.isMap(node, {"type", "credentials", "credentials_file"})) return;
        connection.hasToken = true;
        if (std::string type = fields_.text(node, "type"); !type.empty())
            connection.tokenType = std::move(type);
        if (!isHeaderName(connection.tokenType) || equalsIgnoringCase(connection.tokenType, "basic"))
            fields_.wrong(YamlFields::lineOf(node, "type"),
                          "\"type\" wants a word such as Bearer; for Basic write basic_auth");
        readSecret(node, "credentials", "credentials_file", connection);
    }

    void readSecret(const YamlNode& node, const char* inHere, const char* inFile, Connection& connection) {
        connection.secret = fields_.text(node, inHere);
        connection.secretFile = path(node, inFile);
        if (connection.secret.empty()) return;
        const int line = YamlFields::lineOf(node, inHere);
        if (!connection.secretFile.empty())
            fields_.wrong(line, fmt::format("one of \"{}\" and \"{}\" is enough", inHere, inFile));
        if (place_.isForAll)
            fields_.wrong(line, fmt::format("\"{}\" stands in a file that others may read; take their right "
                                            "(chmod 600), or write {}",
                                            inHere, inFile));
        if (!isHeaderValue(connection.secret))
            fields_.wrong(line, fmt::format("\"{}\" has more than one line", inHere));
    }

    Tls tlsOf(const YamlNode& node) {
        Tls tls;
        if (!fields_.isMap(node, {"ca_file", "cert_file", "key_file", "server_name", "insecure_skip_verify"}))
            return tls;
        tls.caFile = path(node, "ca_file");
        tls.certificateFile = path(node, "cert_file");
        tls.keyFile = path(node, "key_file");
        tls.serverName = fields_.text(node, "server_name");
        tls.skipsVerification = fields_.flag(node, "insecure_skip_verify");
        if (tls.certificateFile.empty() != tls.keyFile.empty())
            fields_.wrong(node.line, "\"cert_file\" and \"key_file\" go together");
        return tls;
    }

    void readHeaders(const YamlNode& node, Connection& connection) {
        for (auto& [name, value] : fields_.texts(node, "headers")) {
            const int line = YamlFields::lineOf(node, "headers");
            if (!isHeaderName(name) || !isHeaderValue(value))
                fields_.wrong(line, "\"headers\" wants names of headers and texts of one line");
            else if (std::ranges::find(reservedHeaders, lowered(name)) != reservedHeaders.end())
                fields_.wrong(line, fmt::format("the header {} cannot be set here", name));
            else
                connection.headers.push_back({name, value});
        }
    }

    void readTimeout(const YamlNode& node, Connection& connection) {
        const auto timeout = fields_.milliseconds(node, "remote_timeout");
        if (!timeout) return;
        if (*timeout <= 0 || *timeout > longestTimeout)
            fields_.wrong(YamlFields::lineOf(node, "remote_timeout"),
                          "\"remote_timeout\" is above 0 and at most 1h");
        else
            connection.timeout = std::chrono::milliseconds(*timeout);
    }

    std::string path(const YamlNode& node, const char* key) {
        const std::string text = fields_.text(node, key);
        return text.empty() ? text
                            : (std::filesystem::path(place_.folder) / text).lexically_normal().string();
    }

    YamlFields& fields_;
    const ConnectionPlace& place_;
};

}  // namespace

Connection connectionOf(YamlFields& fields, const YamlNode& node, const ConnectionPlace& place) {
    return ConnectionReader(fields, place).read(node);
}

}  // namespace baro::http
