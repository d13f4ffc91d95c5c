#include "platform/linux/PortHolders.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>

#include "core/base/Escape.h"
#include "core/base/Numbers.h"
#include "platform/linux/Files.h"
#include "platform/linux/ProcessConnections.h"

namespace baro::platform {
namespace {

std::map<std::uint64_t, PortHolder> listenersOn(const std::string& procfs, std::uint16_t port) {
    std::map<std::uint64_t, PortHolder> listeners;  // by inode
    const std::string ending = ":" + std::to_string(port);
    for (const char* const protocol : {"tcp", "tcp6"}) {
        const auto text = readFile(procfs + "/net/" + protocol);
        if (!text) continue;
        for (InternetSocket& socket : parseInternetSockets(*text, protocol)) {
            if (socket.connection.state != "LISTEN" || !socket.connection.local.ends_with(ending)) continue;
            listeners[socket.inode] = {.address = std::move(socket.connection.local),
                                       .pid = std::nullopt,
                                       .name = {},
                                       .userId = socket.userId};
        }
    }
    return listeners;
}

std::vector<std::int32_t> processes(const std::string& procfs) {
    std::vector<std::int32_t> pids;
    const auto names = listDirectory(procfs);
    if (!names) return pids;
    for (const std::string& name : *names)
        if (const auto pid = parseNumber<std::int32_t>(name)) pids.push_back(*pid);
    std::ranges::sort(pids);
    return pids;
}

// Gives the listeners among a process's descriptors its pid.
void claim(const std::string& procfs, std::int32_t pid, std::map<std::uint64_t, PortHolder>& listeners) {
    const std::string folder = procfs + "/" + std::to_string(pid);
    const auto descriptors = listDirectory(folder + "/fd");
    if (!descriptors) return;
    for (const std::string& descriptor : *descriptors) {
        std::array<char, 64> target{};
        const ssize_t length = readlink((folder + "/fd/" + descriptor).c_str(), target.data(), target.size());
        if (length <= 0) continue;
        const auto inode = socketInode({target.data(), static_cast<std::size_t>(length)});
        const auto found = inode ? listeners.find(*inode) : listeners.end();
        if (found == listeners.end() || found->second.pid) continue;
        found->second.pid = pid;
        if (auto name = readAttribute(folder + "/comm")) found->second.name = std::move(name).value();
    }
}

}  // namespace

std::vector<PortHolder> holdersOf(const std::string& procfs, std::uint16_t port) {
    auto listeners = listenersOn(procfs, port);
    if (!listeners.empty())
        for (const std::int32_t pid : processes(procfs))
            claim(procfs, pid, listeners);
    std::vector<PortHolder> holders;
    for (auto& [inode, holder] : listeners)
        holders.push_back(std::move(holder));
    return holders;
}

std::string inWords(const std::vector<PortHolder>& holders) {
    std::string words;
    for (const PortHolder& holder : holders) {
        if (!words.empty()) words += "; ";
        if (holder.pid) {
            words += escapedForTerminal(holder.name) + " (pid " + std::to_string(*holder.pid) + ")";
        } else {
            words +=
                "a process of user " + std::to_string(holder.userId) + " that this user may not look into";
        }
        words += " listens on " + holder.address;
    }
    return words;
}

}  // namespace baro::platform
