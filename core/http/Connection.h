// How a server is reached. The words are those of Prometheus's configuration (prometheus.io, "Configuration",
// <remote_read> and <remote_write>).
#pragma once

#include <chrono>
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
    std::string caFile;
    std::string certificateFile;
    std::string keyFile;
    std::string serverName;          // that its certificate must have; empty: the host of the address
    bool skipsVerification = false;  // insecure_skip_verify
    bool operator==(const Tls&) const = default;
};

struct Connection {
    std::string name;  // for people, and unique among the servers
    std::string url;   // http(s)://HOST[:PORT][/PREFIX], without user and password
    // One of both, or none. Where the secret is neither here nor in a file it is in the keyring.
    std::string user;          // basic_auth
    std::string passwordFile;  // of the password; empty: not in a file
    bool hasToken = false;     // authorization: a bearer token
    std::string tokenFile;
    std::vector<Header> headers;
    Tls tls;
    std::chrono::milliseconds timeout = std::chrono::seconds(30);
    bool operator==(const Connection&) const = default;
};

}  // namespace baro::http
