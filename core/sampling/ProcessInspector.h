// Details of one process that are too costly to read every second; asked for when a person looks at them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/Result.h"
#include "core/model/Process.h"

namespace baro {

struct OpenFile {
    int descriptor = 0;
    std::string target;  // path, "socket:[123]", "pipe:[45]", "anon_inode:[eventfd]"
};

struct Connection {
    std::string protocol;  // "tcp", "tcp6", "udp", "udp6", "unix"
    std::string local;     // "127.0.0.1:9100", "[::1]:22", a socket path
    std::string remote;
    std::string state;     // "LISTEN", "ESTABLISHED", ...
};

// Each part is there or says why not: a process of another user hides some of them.
struct ProcessDetails {
    Result<std::vector<std::string>> arguments = failed("not read");
    Result<std::string> executablePath = failed("not read");
    Result<std::string> workingDirectory = failed("not read");
    Result<std::vector<std::pair<std::string, std::string>>> environment = failed("not read");
    Result<std::vector<OpenFile>> files = failed("not read");
    Result<std::vector<Connection>> connections = failed("not read");
    Result<std::vector<std::pair<std::string, std::string>>> status = failed("not read");  // lines of /proc/PID/status
};

// May block for a while: call it from a worker thread, never from the GUI's.
class ProcessInspector {
  public:
    virtual ~ProcessInspector() = default;
    // Absent when the process has ended.
    virtual Result<ProcessDetails> inspect(const ProcessIdentity& process) = 0;
};

}  // namespace baro
