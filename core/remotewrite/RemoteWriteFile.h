// What servers.yml says of feeding servers, in Prometheus's words (prometheus.io, "Configuration",
// <remote_write>), and three keys of ours:
//
//     global:
//       external_labels: {site: home}
//     remote_write:
//     - url: https://prometheus:9090/api/v1/write
//       interval: 15s             # a sample every so often, 1s to 5m
//       since: now                # of what a new server gets: now, beginning, or how long ago: 9h
//       write_relabel_configs:
//       - {source_labels: [__name__], regex: "node_systemd_.*", action: drop}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/TextPairs.h"
#include "core/connections/ConnectionFields.h"
#include "core/remotewrite/Destination.h"
#include "core/remotewrite/RelabelRules.h"

namespace baro::remotewrite {

struct WrittenServer {
    http::Connection connection;
    std::string key;  // of its cursor: its name where one is given, else its url; each once
    Windows windows;
    Since since;
    RelabelRules rules;
    bool operator==(const WrittenServer&) const = default;
};

struct RemoteWriteFile {
    std::vector<WrittenServer> servers;    // those that are right, in the order of the file
    TextPairs externalLabels;              // those that are right
    std::vector<FileProblem> problems;     // with these parts of the file
    std::vector<std::size_t> places = {};  // of each server, in the file's list
};

// path: for messages and relative paths.
RemoteWriteFile parseRemoteWrite(std::string_view text, const std::string& path, bool isForAll);

// Empty without such a file.
RemoteWriteFile readRemoteWrite(const std::string& path);

}  // namespace baro::remotewrite
