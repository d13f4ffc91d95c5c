// Hardware monitoring chips below class/hwmon (https://docs.kernel.org/hwmon/sysfs-interface.html).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/Sensors.h"
#include "platform/linux/Files.h"
#include "platform/linux/HwmonAttributes.h"

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

// Fills value, or problem with the reason why there is none; `text` is what the file of that name held. False
// when the file has vanished.
bool takeSensorValue(const Result<std::string>& text, std::string_view fileName, Sensor& into);

// One channel. Limits are looked at in the first pass, not when it is found: asking for them can wake a
// sleeping device.
class HwmonChannel {
  public:
    // items: what stands behind "temp1_" in the chip's folder.
    HwmonChannel(const HwmonAttributes& attributes, const HwmonAttribute& attribute,
                 const std::vector<std::string>& items);

    // Kind, label and (after the first pass) limits; the finder of the chip completes chip and identity.
    Sensor& facts() { return facts_; }
    const Sensor& facts() const { return facts_; }
    int number() const { return number_; }
    // From the chip's last pass. False when the channel's file has vanished and the chips should be looked
    // for again.
    bool read(const HwmonAttributes& attributes, Sensor& into);

  private:
    void takeLimits(const HwmonAttributes& attributes);
    // Nothing when the driver has none.
    std::optional<bool> alarm(const HwmonAttributes& attributes) const;

    int number_;
    bool limitsTaken_ = false;
    Sensor facts_;
    std::string input_;  // files' names
    std::string fault_;
    std::vector<std::string> alarms_;
};

struct HwmonChip {
    std::string name;          // the driver's
    std::string identity;      // without the channel
    std::string devicePath;    // as it is now; empty without a device
    std::string pciPath;       // of the device it belongs to; empty on other buses
    std::string exposedLabel;  // what metrics call it: see HwmonFamilies.h
    std::string exposedName;
    HwmonAttributes attributes;
    std::vector<HwmonChannel> channels;
};

// Every chip that has an attribute of this extent; empty when the kernel has none.
std::vector<HwmonChip> findHwmonChips(const Roots& roots, HwmonAttributes::Extent extent);

}  // namespace baro::platform
