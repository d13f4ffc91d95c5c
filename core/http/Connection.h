// How a server is reached. The words are those of Prometheus's configuration (prometheus.io, "Configuration",
// <remote_read> and <remote_write>).
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace baro::http {

struct Header {
    std::string name;
    std::string value;
    bool operator==(const Header&) const = default;
};

// PEM files; empty: the system's authorities, no certificate of ours.
struct Tls {
    std::string caFile;  // of the only authorities that are trusted
    std::string certificateFile;
    std::string keyFile;             // empty: the key stands in the certificate's file
    std::string serverName;          // that its certificate must have; empty: the host of the address
    bool skipsVerification = false;  // insecure_skip_verify
    bool operator==(const Tls&) const = default;
};

struct Connection {
    std::string name;  // for people, and unique among the servers
    std::string url;   // http(s)://HOST[:PORT][/PREFIX], without user and password, no slash at its end
    // One of both, or none. Where the secret is neither in a file nor written down it is in the SecretStore.
    std::string user;                  // basic_auth
    bool hasToken = false;             // authorization
    std::string tokenType = "Bearer";  // its scheme
    std::string secretFile;            // password_file or credentials_file; empty: not in a file
    std::string secret;                // password or credentials as written down; never shown, never logged
    std::vector<Header> headers;       // of a proxy or a tenant; their values are not shown either
    Tls tls;
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    // Of a server that is asked: the labels by which it knows this machine; empty: it is looked for there.
    std::map<std::string, std::string> thisMachine;
    bool operator==(const Connection&) const = default;
};

}  // namespace baro::http
