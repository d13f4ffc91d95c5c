#include "platform/linux/ThermalClass.h"

#include <string>

#include "platform/linux/DirectoryCollector.h"

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
    void tell(const std::string& name, const std::string& folder, FamilyBuilder& families) override {
        const auto type = readAttribute(folder + "type");
        if (!type) return;
        if (name.starts_with(zonePrefix)) {
            // A zone that sleeps or whose firmware fails has no temperature now.
            if (const auto temperature = part(readNumber(folder + "temp", anyNumber)))
                families.add("node_thermal_zone_temp", {*type, name.substr(zonePrefix.size())},
                             *temperature * degreesPerUnit);
        } else if (name.starts_with(coolingPrefix)) {
            addCooling(folder, *type, name.substr(coolingPrefix.size()), families);
        }
    }

    void addCooling(const std::string& folder, const std::string& type, const std::string& number,
                    FamilyBuilder& into) {
        // -1: intel_powerclamp's, before Linux 6.3, while it does nothing
        // (drivers/thermal/intel/intel_powerclamp.c).
        if (const auto now = part(readNumber(folder + "cur_state", -1)))
            into.add("node_cooling_device_cur_state", {number, type}, *now);
        if (const auto most = part(readNumber(folder + "max_state")))
            into.add("node_cooling_device_max_state", {number, type}, *most);
    }
};

}  // namespace

std::unique_ptr<Collector> makeThermalClassCollector(const Roots& roots) {
    return std::make_unique<ThermalClassCollector>(roots);
}

}  // namespace baro::platform
