// Which process holds a socket: the links of /proc/PID/fd (proc_pid_fd(5)).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/Clock.h"
#include "core/model/Process.h"
#include "platform/linux/ProcessFiles.h"

namespace baro::platform {

using SocketInodes = std::unordered_set<std::uint64_t>;

// Used by one thread. Reading every link of every process takes tens of milliseconds on a busy desktop, so it
// is paced by what it costs: processes that hold connections already, and those that came since, are looked
// through at most every 10 s and for at most a 20000th of the time; all others at most every 10 s and for at
// most a 6000th.
class SocketOwners {
  public:
    // spent: the processor time that the thread has taken so far.
    explicit SocketOwners(const std::string& procfs, std::function<Nanoseconds()> spent = threadTime);

    struct Found {
        std::unordered_map<std::uint64_t, ProcessIdentity> owners;  // by inode
        bool lookedEverywhere = false;  // who is not among them is nobody that may be looked into
    };

    bool maySearch(Nanoseconds now) const { return now >= likelyAt_; }
    // A socket that several processes share is told of one of them.
    Result<Found> search(SocketInodes wanted, Nanoseconds now);

    // Whether the process still runs.
    bool isAlive(const ProcessIdentity& identity) const;

  private:
    static Nanoseconds threadTime();
    bool openRoot();
    void lookThrough(const std::vector<std::int32_t>& pids, SocketInodes& wanted, Found& found);
    void lookThrough(std::int32_t pid, SocketInodes& wanted, Found& found) const;

    std::string procfs_;
    std::function<Nanoseconds()> spent_;
    Descriptor root_;
    PidLister lister_;
    std::unordered_set<std::int32_t> holders_;
    std::unordered_set<std::int32_t> seen_;  // when all were looked through
    Nanoseconds likelyAt_ = Nanoseconds::min();
    Nanoseconds everywhereAt_ = Nanoseconds::min();
};

}  // namespace baro::platform
