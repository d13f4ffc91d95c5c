// What Barograph itself costs.
#pragma once

#include <cstdint>
#include <optional>

namespace baro {

struct SelfCost {
    double cpuSeconds = 0;             // user and system, counter since it started
    std::uint64_t residentBytes = 0;
    std::uint64_t openDescriptors = 0;
    std::uint64_t threads = 0;
    std::uint64_t virtualBytes = 0;
    std::uint64_t mostVirtualBytes = 0;  // the limit of virtualBytes; 2^64 - 1: none (RLIM_INFINITY)
    std::uint64_t mostDescriptors = 0;  // the limit of openDescriptors
    double startedAtSeconds = 0;        // since 1970-01-01 UTC, by the wall clock at the first reading
    std::optional<double> writtenBytes;  // to disk, counter
};

}  // namespace baro
