// The files of one chip of hwmon, read in one pass for whoever wants their texts: asking a chip can take
// milliseconds a file, so none is read twice (https://docs.kernel.org/hwmon/sysfs-interface.html).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "platform/linux/Files.h"

namespace baro::platform {

// "fan2_crit_alarm" is the element "crit_alarm" of the sensor "fan2", "pwm1" one without element, and
// "update_interval" is of the whole chip: number 0, no element.
struct HwmonFileName {
    std::string_view type;
    int number = 0;
    std::string_view element;
};
// Nothing for files that are no attribute of hwmon's: "name", "uevent", "power".
std::optional<HwmonFileName> parseHwmonFileName(std::string_view fileName);

class HwmonAttributes {
  public:
    // Sensors: only what tells a sensor's value, limits, alarms and name. Everything: the settings too.
    enum class Extent { Sensors, Everything };

    // Old drivers have the files in the device's folder, newer ones in the chip's. Reads the labels; they do
    // not wake a device.
    HwmonAttributes(const std::string& chipPath, Extent extent);

    // One pass: what moves is read anew, and what only a person or a driver's load changes the first time.
    void read();

    bool empty() const { return files_.empty(); }
    // Of the last pass, without blanks around it. Absent when the chip has no such file.
    const Result<std::string>& text(std::string_view fileName) const;

    // In the order of the file names.
    template <class Visit>
    void forEach(Visit visit) const {
        for (const auto& [name, file] : files_)
            visit(std::string_view(name), file.text);
    }

  private:
    struct File {
        KeptFile kept;
        bool moves = false;
        bool isLabel = false;
        Result<std::string> text;
    };
    void list(const std::string& folder, Extent extent);

    std::map<std::string, File, std::less<>> files_;
    bool settingsRead_ = false;
};

}  // namespace baro::platform
