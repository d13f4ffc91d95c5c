// Processes, as /proc/PID tells (proc(5)).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace baro {

// Process ids are reused; the pair of pid and start time is not.
struct ProcessIdentity {
    std::int32_t pid = 0;
    std::uint64_t startTicks = 0;  // clock ticks after boot
    auto operator<=>(const ProcessIdentity&) const = default;
};

inline constexpr std::size_t mostCommandLineBytes = 16384;

// What hardly changes in a process's life; shared between readings. Text is as the process wrote it: any
// bytes.
struct ProcessFacts {
    std::string name;  // the kernel's short name, at most 15 bytes
    // Arguments joined by blanks; empty for kernel threads and zombies. One longer than mostCommandLineBytes
    // is cut there and ends with " …"; no whole one is that long.
    std::string commandLine;
    std::string executable;  // first argument's or exe link's file name; empty when unknown
    std::uint32_t userId = 0;
    std::string user;         // the number when no name is known
    std::string cgroup;       // unified path, else that of the systemd hierarchy: "/user.slice/..."
    std::string systemdUnit;  // "firefox.scope", "sshd.service"; empty outside units
    std::string container;    // short id or name; empty outside containers
    std::string
        application;  // what grouping uses: desktop application, else container, else unit, else executable
    std::string
        applicationReason;  // why it is in that group, in words: "systemd unit app-firefox-1234.scope"
    bool kernelThread = false;

    bool operator==(const ProcessFacts&) const = default;
};

struct Process {
    ProcessIdentity identity;
    std::int32_t parentPid = 0;
    char state = '?';  // R, S, D, Z, T, t, I, X: proc(5)
    std::int32_t nice = 0;
    std::int32_t threads = 0;
    std::int32_t lastCpu = 0;
    double userSeconds = 0;    // counter
    double systemSeconds = 0;  // counter
    double minorFaults = 0;    // counter
    double majorFaults = 0;    // counter
    std::uint64_t residentBytes = 0;
    std::uint64_t virtualBytes = 0;
    std::optional<std::uint64_t> swapBytes;
    std::optional<double> diskReadBytes;        // counter; absent where /proc/PID/io may not be read
    std::optional<double> diskWrittenBytes;     // counter
    std::shared_ptr<const ProcessFacts> facts;  // never null
};

struct ProcessTable {
    std::vector<Process> processes;  // ascending by pid
    double ticksPerSecond = 100;     // unit of startTicks: sysconf(_SC_CLK_TCK)
    std::uint64_t unreadableIo = 0;  // processes whose I/O this user may not read
};

}  // namespace baro
