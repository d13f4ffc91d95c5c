#include "platform/linux/ProcessInspector.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <iterator>
#include <set>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "platform/linux/ProcessConnections.h"
#include "platform/linux/ProcessFacts.h"
#include "platform/linux/ProcessStat.h"

namespace baro::platform {
namespace {

Result<std::string> readLink(const std::string& path) {
    std::array<char, PATH_MAX> target;
    const ssize_t length = readlink(path.c_str(), target.data(), target.size());
    if (length < 0) return errorFromErrno(errno, "read", path);
    return std::string(target.data(), static_cast<std::size_t>(length));
}

Result<std::vector<std::string>> readArguments(const std::string& folder) {
    const auto text = readFile(folder + "/cmdline");
    if (!text) return text.error();
    const auto arguments = splitArguments(*text);
    return std::vector<std::string>(arguments.begin(), arguments.end());
}

Result<std::vector<OpenFile>> readFiles(const std::string& folder) {
    const auto names = listDirectory(folder + "/fd");
    if (!names) return names.error();
    std::vector<OpenFile> files;
    for (const std::string& name : *names) {
        const auto descriptor = parseNumber<int>(name);
        auto target = readLink(folder + "/fd/" + name);
        // One that was closed meanwhile is no longer open.
        if (descriptor && target) files.push_back({*descriptor, std::move(target).value()});
    }
    std::ranges::sort(files, {}, &OpenFile::descriptor);
    return files;
}

Result<std::vector<Connection>> readConnections(const std::string& folder,
                                                const Result<std::vector<OpenFile>>& files) {
    if (!files) return files.error();
    std::set<std::uint64_t> inodes;
    for (const OpenFile& file : *files)
        if (const auto inode = socketInode(file.target)) inodes.insert(*inode);
    std::vector<Connection> connections;
    if (inodes.empty()) return connections;

    for (const char* protocol : {"tcp", "tcp6", "udp", "udp6", "unix"}) {
        const auto text = readFile(folder + "/net/" + protocol);
        // A kernel without IPv6 has no tcp6; anything else is worth telling.
        if (!text && text.error().kind == ErrorKind::Absent) continue;
        if (!text) return text.error();
        auto found = std::string_view(protocol) == "unix" ? parseUnixSockets(*text, inodes)
                                                          : parseInternetSockets(*text, protocol, inodes);
        std::ranges::move(found, std::back_inserter(connections));
    }
    return connections;
}

class LinuxProcessInspector final : public ProcessInspector {
  public:
    explicit LinuxProcessInspector(const Roots& roots) : procfs_(roots.procfs) {}
    Result<ProcessDetails> inspect(const ProcessIdentity& process) override;

  private:
    Status check(const ProcessIdentity& process) const;

    std::string procfs_;
};

Status LinuxProcessInspector::check(const ProcessIdentity& process) const {
    const std::string pid = std::to_string(process.pid);
    const auto text = readFile(procfs_ + "/" + pid + "/stat");
    if (!text && text.error().kind != ErrorKind::Absent) return text.error();
    const auto stat = text ? parseProcessStat(*text) : Result<ProcessStat>(text.error());
    if (text && !stat) return stat.error();
    if (!stat || stat->startTicks != process.startTicks) return absent("process " + pid + " has ended");
    return Done{};
}

Result<ProcessDetails> LinuxProcessInspector::inspect(const ProcessIdentity& process) {
    if (Status status = check(process); !status) return status.error();
    const std::string folder = procfs_ + "/" + std::to_string(process.pid);
    ProcessDetails details;
    details.arguments = readArguments(folder);
    details.executablePath = readLink(folder + "/exe");
    details.workingDirectory = readLink(folder + "/cwd");
    if (const auto text = readFile(folder + "/environ")) {
        details.environment = parseEnvironment(*text);
    } else {
        details.environment = text.error();
    }
    details.files = readFiles(folder);
    details.connections = readConnections(folder, details.files);
    if (const auto text = readFile(folder + "/status")) {
        details.status = parseStatusLines(*text);
    } else {
        details.status = text.error();
    }
    // Everything was read by pid: it is of this process only if that still runs.
    if (Status status = check(process); !status) return status.error();
    return details;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> parseEnvironment(std::string_view environ) {
    std::vector<std::pair<std::string, std::string>> variables;
    for (const std::string_view item : splitArguments(environ)) {
        if (item.empty()) continue;
        const auto equals = item.find('=');
        const auto value = equals == std::string_view::npos ? std::string_view() : item.substr(equals + 1);
        variables.emplace_back(item.substr(0, equals), value);
    }
    return variables;
}

std::vector<std::pair<std::string, std::string>> parseStatusLines(std::string_view status) {
    std::vector<std::pair<std::string, std::string>> lines;
    while (const auto line = takeLine(status)) {
        const auto colon = line->find(':');
        if (colon == std::string_view::npos || colon == 0) continue;
        lines.emplace_back(line->substr(0, colon), trimmed(line->substr(colon + 1)));
    }
    return lines;
}

std::unique_ptr<ProcessInspector> makeProcessInspector(const Roots& roots) {
    return std::make_unique<LinuxProcessInspector>(roots);
}

}  // namespace baro::platform
