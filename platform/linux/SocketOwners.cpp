#include "platform/linux/SocketOwners.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "platform/linux/ProcessConnections.h"
#include "platform/linux/ProcessStat.h"

namespace baro::platform {
namespace {

constexpr Nanoseconds shortestPause = std::chrono::seconds(10);
constexpr int likelyTimeShare = 20'000;
constexpr int everywhereTimeShare = 6'000;

Nanoseconds pauseAfter(Nanoseconds cost, int timeShare) {
    return std::max(shortestPause, cost * timeShare);
}

std::optional<ProcessIdentity> identityOf(int procfs, std::int32_t pid) {
    const Descriptor file = openProcessFile(procfs, pid, "stat");
    if (!file) return std::nullopt;
    std::array<char, 2048> text;
    const ssize_t length = readProcessFile(file.number(), text.data(), text.size());
    if (length <= 0) return std::nullopt;
    const auto stat = parseProcessStat({text.data(), static_cast<std::size_t>(length)});
    if (!stat) return std::nullopt;
    return ProcessIdentity{.pid = pid, .startTicks = stat->startTicks};
}

}  // namespace

SocketOwners::SocketOwners(const std::string& procfs, std::function<Nanoseconds()> spent)
    : procfs_(procfs), spent_(std::move(spent)) {}

Nanoseconds SocketOwners::threadTime() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

bool SocketOwners::openRoot() {
    if (!root_) root_ = Descriptor(open(procfs_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return static_cast<bool>(root_);
}

bool SocketOwners::isAlive(const ProcessIdentity& identity) const {
    return root_ && identityOf(root_.number(), identity.pid) == identity;
}

void SocketOwners::lookThrough(std::int32_t pid, SocketInodes& wanted, Found& found) const {
    const std::string folder = procfs_ + '/' + std::to_string(pid) + "/fd";
    const std::unique_ptr<DIR, int (*)(DIR*)> links(opendir(folder.c_str()), closedir);
    if (!links) return;
    std::optional<ProcessIdentity> owner;
    while (const dirent* entry = readdir(links.get())) {
        std::array<char, 64> target;
        const ssize_t length = readlinkat(dirfd(links.get()), static_cast<const char*>(entry->d_name),
                                          target.data(), target.size());
        if (length <= 0) continue;
        const auto inode = socketInode({target.data(), static_cast<std::size_t>(length)});
        if (!inode || !wanted.contains(*inode)) continue;
        if (!owner) owner = identityOf(root_.number(), pid);
        if (!owner) return;
        found.owners.emplace(*inode, *owner);
        wanted.erase(*inode);
        if (wanted.empty()) return;
    }
}

void SocketOwners::lookThrough(const std::vector<std::int32_t>& pids, SocketInodes& wanted, Found& found) {
    for (const std::int32_t pid : pids) {
        if (wanted.empty()) return;
        lookThrough(pid, wanted, found);
    }
}

Result<SocketOwners::Found> SocketOwners::search(SocketInodes wanted, Nanoseconds now) {
    const Nanoseconds begun = spent_();
    if (!openRoot()) return errorFromErrno(errno, "open", procfs_);
    const auto pids = lister_.list(root_.number());
    if (!pids) return pids.error();
    std::vector<std::int32_t> likely;
    std::vector<std::int32_t> unlikely;
    // Of the first search all are new, and none is likely.
    for (const std::int32_t pid : *pids)
        (holders_.contains(pid) || (!seen_.empty() && !seen_.contains(pid)) ? likely : unlikely)
            .push_back(pid);

    Found found;
    lookThrough(likely, wanted, found);
    const Nanoseconds between = spent_();
    likelyAt_ = now + pauseAfter(between - begun, likelyTimeShare);
    if (!wanted.empty() && now >= everywhereAt_) {
        lookThrough(unlikely, wanted, found);
        everywhereAt_ = now + pauseAfter(spent_() - between, everywhereTimeShare);
        seen_ = {pids->begin(), pids->end()};
        found.lookedEverywhere = true;
    }
    if (wanted.empty()) found.lookedEverywhere = true;
    std::erase_if(holders_, [&pids](std::int32_t pid) { return !std::ranges::binary_search(*pids, pid); });
    for (const auto& [inode, owner] : found.owners)
        holders_.insert(owner.pid);
    return found;
}

}  // namespace baro::platform
