// What applications (ProcessFacts::application) used: few rows whatever runs, so that each can be a series.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace baro {

// Counters begin at 0 when Barograph does. They do not go back when a process ends.
struct ApplicationUse {
    std::string application;
    double cpuSeconds = 0;               // counter
    std::optional<double> readBytes;     // counter, from disk; nothing while no process' I/O may be read
    std::optional<double> writtenBytes;  // counter, to disk
    std::optional<double> receivedBytes;  // counter, over TCP; nothing while connections may not be listed
    std::optional<double> sentBytes;      // counter, over TCP
    double residentBytes = 0;            // now; shared pages count once for each process
    std::uint64_t processes = 0;         // now
};

struct Applications {
    std::vector<ApplicationUse> busiest;  // ascending by name
    ApplicationUse others;                // all the rest together; named "other"
};

// What it did between two Frames. Nothing where that is not known.
struct ApplicationRate {
    std::string application;
    std::optional<double> cpuSeconds;  // per second: 1 is one whole processor
    std::optional<double> readBytesPerSecond;
    std::optional<double> writtenBytesPerSecond;
    std::optional<double> receivedBytesPerSecond;
    std::optional<double> sentBytesPerSecond;
    double residentBytes = 0;
    std::uint64_t processes = 0;
};

}  // namespace baro
