// Hardware sensors (https://docs.kernel.org/hwmon/sysfs-interface.html) and thermal zones.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace baro {

enum class SensorKind { Temperature, Fan, Voltage, Current, Power, Energy, Humidity };

struct Sensor {
    SensorKind kind = SensorKind::Temperature;
    // Survives reboots and driver load order: the device's bus path or address and the channel, never hwmonN.
    std::string identity;
    std::string chip;             // driver's name: "k10temp", "nvme", "thermal_zone"
    std::string channel;          // "temp1", "fan2"
    std::string label;            // the driver's label, else the channel's name
    std::optional<double> value;  // celsius, revolutions per minute, volts, amperes, watts, joules, ratio
    std::optional<double> low;    // limits in the same unit
    std::optional<double> high;
    std::optional<double> critical;
    std::optional<double> lowCritical;  // as critical, on the other side
    std::optional<double> emergency;    // above critical: what the hardware does about it, it does by itself
    std::optional<double> cap;          // what the hardware keeps the power below
    std::optional<bool> alarm;
    std::string problem;  // why there is no value
};

struct Sensors {
    std::vector<Sensor> sensors;  // by chip, kind and channel
};

}  // namespace baro
