// What a host's applications did between two of its Frames: the rows of its process table, where it tells of
// no process.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/Frame.h"

namespace baro {

struct ApplicationRate {
    std::string application;
    std::optional<double> cpuSeconds;  // per second: 1 is one whole processor; nothing for one that just came
    std::optional<double> readBytesPerSecond;
    std::optional<double> writtenBytesPerSecond;
    std::optional<double> receivedBytesPerSecond;
    std::optional<double> sentBytesPerSecond;
    double residentBytes = 0;
    std::uint64_t processes = 0;
};

// In the order of `now`, the others last. Empty when `now` tells of no application; without rates when
// `previous` is null, not of an earlier moment, or there is a discontinuity between them.
std::vector<ApplicationRate> applicationRates(const Frame* previous, const Frame& now);

}  // namespace baro
