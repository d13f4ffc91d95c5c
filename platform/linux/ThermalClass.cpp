#include "platform/linux/ThermalClass.h"

#include <string>

#include "platform/linux/DirectoryCollector.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

constexpr std::string_view zonePrefix = "thermal_zone";
constexpr std::string_view coolingPrefix = "cooling_device";
constexpr double degreesPerUnit = 1e-3;

class ThermalClassCollector final : public DirectoryCollector {
  public:
    explicit ThermalClassCollector(const Roots& roots)
        : DirectoryCollector("thermalZones", std::chrono::seconds(5), &FamilyReadings::thermalZones,
                             roots.sysfs + "/class/thermal/") {}

  private:
    void tell(const std::string& name, const std::string& folder, FamilyBuilder& families) const override {
        const auto type = readAttribute(folder + "type");
        if (!type) return;
        if (name.starts_with(zonePrefix)) {
            // A zone that sleeps or whose firmware fails has no temperature now.
            add("node_thermal_zone_temp", folder + "temp", *type, name.substr(zonePrefix.size()),
                degreesPerUnit, families);
        } else if (name.starts_with(coolingPrefix)) {
            addCooling(folder, *type, name.substr(coolingPrefix.size()), families);
        }
    }

    static void add(std::string_view metric, const std::string& path, std::string_view first,
                    std::string_view second, double factor, FamilyBuilder& into) {
        const auto text = readFile(path);
        if (!text) return;
        const auto value = parseSysfsInteger(*text);
        if (value) into.add(metric, {first, second}, static_cast<double>(*value) * factor);
    }

    static void addCooling(const std::string& folder, const std::string& type, const std::string& number,
                           FamilyBuilder& into) {
        add("node_cooling_device_cur_state", folder + "cur_state", number, type, 1, into);
        add("node_cooling_device_max_state", folder + "max_state", number, type, 1, into);
    }
};

}  // namespace

std::unique_ptr<Collector> makeThermalClassCollector(const Roots& roots) {
    return std::make_unique<ThermalClassCollector>(roots);
}

}  // namespace baro::platform
