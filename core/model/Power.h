// Batteries, mains and the processor's energy counters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace baro {

struct Battery {
    std::string name;  // "BAT0"
    std::string model;
    std::string vendor;
    std::string status;  // "Charging", "Discharging", "Full", "Not charging", "Unknown"
    std::optional<double> chargeRatio;  // 0 to 1
    std::optional<double> healthRatio;  // full now / full by design
    std::optional<double> powerWatts;   // positive; the status tells the direction
    std::optional<double> energyJoules;
    std::optional<double> fullJoules;
    std::optional<double> voltageVolts;
    std::optional<std::uint64_t> cycles;
    bool ofPeripheral = false;  // a mouse's or a headset's, not the machine's
};

struct Mains {
    std::string name;
    bool online = false;
};

// Intel and AMD running average power limit (https://docs.kernel.org/power/powercap/powercap.html).
struct EnergyCounter {
    std::string name;  // "package-0", "core", "dram"
    std::string identity;  // zone path: "intel-rapl:0:1"
    double joules = 0;         // counter
    double wrapsAtJoules = 0;  // starts from 0 after this
};

struct Power {
    std::vector<Battery> batteries;
    std::vector<Mains> mains;
    std::vector<EnergyCounter> energy;
    std::string energyProblem;  // "readable by root only: ..." when RAPL exists and cannot be read
};

}  // namespace baro
