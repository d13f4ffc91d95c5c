// All hosts of a server at a glance: what to ask for, and which host needs a look first.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/metrics/Unit.h"

namespace baro {

enum class HostFigure {
    Cpu,          // share of all processors' time
    Memory,       // share in use
    Filesystem,   // share in use of the fullest
    Disk,         // share of time that the busiest works
    Network,      // bytes per second, both ways, without loopback
    Temperature,  // of the hottest sensor
    Pressure,     // greatest share of time that some task waits for processor, memory or disks
    Load,         // of one minute, for each processor
    Uptime,       // seconds
    Alerts,       // firing, but for those that only inform; the last one
};
inline constexpr std::size_t hostFigureCount = 10;

struct HostFigureRow {
    HostFigure figure;
    Unit unit;
    // PromQL for all hosts at once, by instance and job; with $interval for the range of rates. As a range
    // query it gives the sparkline.
    std::string_view expression;
    // From where on it is a concern, and where it could not be worse; equal: it never is one.
    double easy = 0;
    double worst = 0;
};
std::span<const HostFigureRow, hostFigureCount> hostFigures();  // in the order of HostFigure

// What is known of a host now.
struct HostStanding {
    std::string name;
    bool isDown = false;
    std::array<std::optional<double>, hostFigureCount> figures = {};

    std::optional<double> of(HostFigure figure) const { return figures[static_cast<std::size_t>(figure)]; }
};

// How near a figure is to the worst it can be, 0 to 1: (value - easy) / (worst - easy) within these bounds.
double concernOf(HostFigure figure, double value);

// The places of the hosts, worst first, in this order:
//   1. those that are down;
//   2. those with more alerts that fire;
//   3. those with the greater of their greatest concerns;
//   4. those with the greater sum of concerns;
//   5. by name.
// Hosts that are not down and of which nothing is known come last, by name.
std::vector<std::size_t> worstFirst(std::span<const HostStanding> hosts);

}  // namespace baro
