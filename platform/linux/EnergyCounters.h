// Running average power limit: the processor's energy counters
// (https://docs.kernel.org/power/powercap/powercap.html).
#pragma once

#include <string>
#include <vector>

#include "core/model/Power.h"
#include "platform/linux/Files.h"

namespace baro::platform {

struct EnergyReadings {
    std::vector<EnergyCounter> counters;
    std::string problem;  // when zones exist that gave no value
};

// The zones are found once and their files stay open.
class EnergyCounters {
  public:
    explicit EnergyCounters(const Roots& roots);
    bool exist() const { return !zones_.empty() || !damage_.empty(); }
    EnergyReadings read();

  private:
    struct Zone {
        EnergyCounter facts;
        KeptFile energy;
    };
    void addZone(const std::string& folder, const std::string& zone);

    std::vector<Zone> zones_;
    std::string damage_;  // why a zone that is there is not among them
};

}  // namespace baro::platform
