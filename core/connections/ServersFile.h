// The file servers.yml: which servers are asked (servers). Which are fed (remote_write, global) is read by
// core/remotewrite.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "core/connections/ConnectionFields.h"

namespace baro::http {

inline constexpr std::string_view serversFileName = "servers.yml";  // beside the file of settings

struct ServersFile {
    std::vector<Connection> servers;  // those that are right, in the order of the file; each name once
    std::vector<FileProblem> problems;
    std::vector<std::size_t> places = {};  // of each server, in the file's list
};

// path: for messages and relative paths.
ServersFile parseServersFile(std::string_view text, const std::string& path, bool isForAll);

// Empty without such a file.
ServersFile readServersFile(const std::string& path);

// The path beside that of the settings; empty when there is none.
std::string serversPath(const std::string& settingsPath);

// What the file of connections holds, and whether others may read it. Absent without such a file.
struct ConnectionText {
    std::string text;
    bool isForAll = false;
};
Result<ConnectionText> readConnectionText(const std::string& path);

}  // namespace baro::http
