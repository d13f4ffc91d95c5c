// The keys of one connection in a YAML file, as Prometheus has them: url, basic_auth, authorization,
// tls_config, headers, remote_timeout and name.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/http/Connection.h"
#include "core/yaml/YamlFields.h"

namespace baro::http {

// Where the node stands.
struct ConnectionPlace {
    std::string folder;       // of the file: relative paths are below it
    bool isForAll = false;    // others may read the file: then no password may stand in it
    std::string defaultName;  // where none is given; empty: host and port of the address
};

// For YamlFields::isMap(), together with keys of one's own.
inline constexpr std::array<std::string_view, 7> connectionKeys{
    "name", "url", "basic_auth", "authorization", "tls_config", "headers", "remote_timeout"};

// Of a node that isMap(). What is wrong is told to fields; then the connection is of no use.
Connection connectionOf(YamlFields& fields, const YamlNode& node, const ConnectionPlace& place);

}  // namespace baro::http
