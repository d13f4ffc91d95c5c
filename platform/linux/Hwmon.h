// Hardware monitoring chips below class/hwmon (https://docs.kernel.org/hwmon/sysfs-interface.html).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/Sensors.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "temp1_input" taken apart.
struct HwmonAttribute {
    SensorKind kind = SensorKind::Temperature;
    int number = 0;
    std::string_view channel;  // "temp1"
    std::string_view item;     // "input", "crit_alarm"
};
// Nothing for files that are no attribute of a sensor: "name", "pwm1", "uevent".
std::optional<HwmonAttribute> parseHwmonAttribute(std::string_view fileName);

// The value of an attribute in base units: millidegrees become degrees, microwatts watts.
double inBaseUnit(SensorKind kind, std::int64_t raw);

// Whether a probe can have measured that. Unconnected temperature probes read as the ends of their register
// (-273.15, -128, 255 degrees), and unset limits as more (65261 degrees for NVMe); no hardware works beyond
// -100 and 200.
bool isPlausible(SensorKind kind, double value);

// Fills value, or problem with the reason why there is none. False when the file has vanished.
bool readSensorValue(KeptFile& file, Sensor& into);

// One channel whose files stay open. Limits are read at the first read, not when it is found: asking for them
// can wake a sleeping device.
class HwmonChannel {
  public:
    // items: what stands behind "temp1_" in the chip's folder.
    HwmonChannel(const std::string& chipPath, const HwmonAttribute& attribute,
                 const std::vector<std::string>& items);

    // Kind, label and (after the first read) limits; the finder of the chip completes chip and identity.
    Sensor& facts() { return facts_; }
    const Sensor& facts() const { return facts_; }
    int number() const { return number_; }
    // False when the channel's file has vanished and the chips should be looked for again.
    bool read(Sensor& into);

  private:
    void readLimits();
    bool isFaulty();
    std::optional<bool> readAlarm();  // nothing when the driver has none

    int number_;
    std::string base_;  // of the files' paths: ".../hwmon3/temp1_"
    bool limitsRead_ = false;
    Sensor facts_;
    KeptFile input_;
    std::optional<KeptFile> fault_;
    std::vector<KeptFile> alarms_;
};

struct HwmonChip {
    std::string name;      // the driver's
    std::string identity;  // without the channel
    std::string pciPath;   // of the device it belongs to; empty on other buses
    std::vector<HwmonChannel> channels;
};

// Every chip with at least one channel; empty when the kernel has none.
std::vector<HwmonChip> findHwmonChips(const Roots& roots);

}  // namespace baro::platform
