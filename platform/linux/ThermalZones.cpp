#include "platform/linux/ThermalZones.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/NaturalOrder.h"
#include "platform/linux/DeviceIdentity.h"
#include "platform/linux/Hwmon.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

// Trip points come in any order; those of type critical and hot are the limits that sensors know.
std::optional<double> tripPoint(const std::string& path, std::string_view wantedType) {
    for (int i = 0;; ++i) {
        const std::string point = fmt::format("{}/trip_point_{}_", path, i);
        const auto type = readAttribute(point + "type");
        if (!type) return std::nullopt;
        if (*type != wantedType) continue;
        const auto text = readFile(point + "temp");
        if (!text) continue;
        const auto raw = parseSysfsInteger(*text);
        if (!raw) continue;
        const double limit = inBaseUnit(SensorKind::Temperature, *raw);
        if (isPlausible(SensorKind::Temperature, limit)) return limit;
    }
}

// The policy device of Intel's thermal framework measures nothing: it always says 20 degrees.
bool measuresNothing(std::string_view type) {
    return type == "INT3400 Thermal";
}

// Without the type. Zones of ACPI, which are all of one type, name the firmware's device that they are; of
// others the kernel tells nothing but a number.
std::string zoneIdentity(const Roots& roots, const std::string& path) {
    const std::string device = deviceIdentity(roots.sysfs, path + "/device");
    return device.empty() ? "thermal_zone" : device;
}

}  // namespace

bool isShownByChip(std::string_view zoneType, const std::vector<std::string>& chipNames) {
    const auto isChip = [&chipNames](std::string_view name) {
        return std::ranges::find(chipNames, name) != chipNames.end();
    };
    if (zoneType == "x86_pkg_temp") return isChip("coretemp");
    std::string asChip(zoneType);
    std::ranges::replace(asChip, '-', '_');
    return isChip(zoneType) || isChip(asChip);
}

ThermalZone::ThermalZone(const std::string& path, const std::string& type, std::string identity)
    : temperature_(path + "/temp") {
    facts_.kind = SensorKind::Temperature;
    facts_.chip = "thermal_zone";
    facts_.channel = identity.substr(identity.rfind(':') + 1);
    facts_.identity = std::move(identity);
    facts_.label = type;
    facts_.high = tripPoint(path, "hot");
    facts_.critical = tripPoint(path, "critical");
}

bool ThermalZone::read(Sensor& into) {
    into = facts_;
    const auto text = temperature_.read();
    return takeSensorValue(text ? Result<std::string>(std::string(*text)) : text.error(), temperature_.path(),
                           into);
}

std::vector<ThermalZone> findThermalZones(const Roots& roots, const std::vector<std::string>& chipNames) {
    const std::string folder = roots.sysfs + "/class/thermal";
    auto names = listDirectory(folder);
    if (!names) return {};
    std::ranges::sort(*names, isBeforeNaturally);
    std::vector<ThermalZone> zones;
    std::map<std::string, int> ofIdentity;
    for (const std::string& name : *names) {
        if (!name.starts_with("thermal_zone")) continue;  // the others are cooling devices
        const std::string path = folder + "/" + name;
        const auto type = readAttribute(path + "/type");
        if (!type || type->empty() || measuresNothing(*type) || isShownByChip(*type, chipNames)) continue;
        std::string identity = zoneIdentity(roots, path) + ":" + *type;
        if (const int nth = ++ofIdentity[identity]; nth > 1) identity += fmt::format("#{}", nth);
        zones.emplace_back(path, *type, std::move(identity));
    }
    return zones;
}

}  // namespace baro::platform
