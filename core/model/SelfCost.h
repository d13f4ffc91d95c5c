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
    std::optional<double> writtenBytes;  // to disk, counter
};

}  // namespace baro
