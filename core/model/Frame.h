// One moment of the machine. Built by the sampler, sealed once, then shared and never changed: any thread may read it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/Clock.h"
#include "core/model/Applications.h"
#include "core/model/Rates.h"
#include "core/model/Readings.h"

namespace baro {

// How one collector fared, for the cost panel and the health page.
struct CollectorHealth {
    enum class State { Pending, Ok, Absent, Failed };  // Pending: has not answered yet
    std::string name;
    State state = State::Pending;
    std::string reason;         // when not Ok
    Nanoseconds interval{};     // between two readings
    Nanoseconds duration{};     // processor and waiting time of the last reading
    std::uint64_t readings = 0;
    std::uint64_t failures = 0;  // since start
    double secondsSpent = 0;     // in all readings since start
};

struct Frame {
    std::uint64_t sequence = 0;  // rises by one with each Frame of a run
    Instant takenAt;
    Discontinuity discontinuity = Discontinuity::FirstFrame;  // between the Frame before and this one
    Readings readings;
    Rates rates;
    std::shared_ptr<const Applications> applications;  // made by the sampler, not recorded; null when unknown
    // In their order, the others last; only of a host that a server knows, else null.
    std::shared_ptr<const std::vector<ApplicationRate>> applicationRates;
    std::vector<CollectorHealth> health;  // in the order of the collector list
};

using FramePtr = std::shared_ptr<const Frame>;

// When it was taken, in milliseconds since 1970-01-01 UTC, rounded down: the time of its samples.
inline std::int64_t timeOf(const Frame& frame) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(frame.takenAt.wall).count();
}

}  // namespace baro
