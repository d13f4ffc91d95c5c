// Processors: time spent, frequency, and what they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace baro {

// Seconds since boot, as /proc/stat counts them (proc(5)). user includes guest, and nice includes guestNice.
struct CpuTimes {
    double userSeconds = 0;
    double niceSeconds = 0;
    double systemSeconds = 0;
    double idleSeconds = 0;
    double iowaitSeconds = 0;  // may go backwards by a little: the kernel says so
    double irqSeconds = 0;
    double softirqSeconds = 0;
    double stealSeconds = 0;
    double guestSeconds = 0;
    double guestNiceSeconds = 0;
};

struct CpuCoreTimes {
    int cpu = 0;  // the kernel's number; offline processors are missing, so numbers can have holes
    CpuTimes times;
};

// Read every second.
struct CpuActivity {
    CpuTimes total;
    std::vector<CpuCoreTimes> cpus;  // ascending by number
};

// Events since boot and queues now, from /proc/stat.
struct KernelActivity {
    double interrupts = 0;
    double contextSwitches = 0;
    double forks = 0;             // processes and threads created
    double bootTimeSeconds = 0;   // since 1970-01-01 UTC
    std::uint64_t running = 0;    // runnable now
    std::uint64_t blocked = 0;    // waiting for I/O now
    std::vector<double> softirqs;  // per kind, in the order of /proc/softirqs; without the total
};

struct CpuFrequency {
    int cpu = 0;
    std::optional<double> currentHertz;
    std::optional<double> minimumHertz;  // of the policy
    std::optional<double> maximumHertz;
    std::optional<double> hardwareMaximumHertz;
    std::string governor;  // empty: the kernel does not say
    std::vector<std::string> governors;  // that can be chosen
    std::optional<std::uint64_t> coreThrottles;     // since boot
    std::optional<std::uint64_t> packageThrottles;  // since boot
};

// Read every few seconds.
struct CpuFrequencies {
    std::vector<CpuFrequency> cpus;  // ascending by number
};

enum class CoreClass { Unknown, Performance, Efficiency };

struct CpuPlace {
    int cpu = 0;
    std::optional<int> package;
    std::optional<int> core;
    std::optional<int> numaNode;
    CoreClass coreClass = CoreClass::Unknown;
};

// Read once.
struct CpuTopology {
    std::string model;  // "AMD Ryzen 7 7840U"; empty when not said
    std::string vendor;
    std::string microcode;
    std::vector<CpuPlace> cpus;  // ascending by number
    int packages = 0;
    int cores = 0;  // physical
    std::optional<std::uint64_t> cacheBytes;  // largest level, all instances together
};

}  // namespace baro
