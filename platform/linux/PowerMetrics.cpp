#include "platform/linux/PowerMetrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>

#include "core/base/Characters.h"
#include "core/base/Numbers.h"
#include "core/metrics/MetricCatalog.h"
#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

constexpr double tenth = 0.1;  // degrees

// What the kernel's property is called in metrics, after "node_power_supply_"
// (https://docs.kernel.org/power/power_supply_class.html). Not all have a unit in their name.
struct Property {
    std::string_view key;
    std::string_view name;
    double factor = 1;
};
constexpr Property supplyProperties[] = {
    {"AUTHENTIC", "authentic"},
    {"CALIBRATE", "calibrate"},
    {"CAPACITY", "capacity"},
    {"CAPACITY_ALERT_MAX", "capacity_alert_max"},
    {"CAPACITY_ALERT_MIN", "capacity_alert_min"},
    {"CYCLE_COUNT", "cyclecount"},
    {"ONLINE", "online"},
    {"PRESENT", "present"},
    {"TIME_TO_EMPTY_NOW", "time_to_empty_seconds"},
    {"TIME_TO_FULL_NOW", "time_to_full_seconds"},
    {"CHARGE_CONTROL_LIMIT", "charge_control_limit", micro},
    {"CHARGE_CONTROL_LIMIT_MAX", "charge_control_limit_max", micro},
    {"CHARGE_COUNTER", "charge_counter", micro},
    {"CHARGE_EMPTY", "charge_empty", micro},
    {"CHARGE_EMPTY_DESIGN", "charge_empty_design", micro},
    {"CHARGE_FULL", "charge_full", micro},
    {"CHARGE_FULL_DESIGN", "charge_full_design", micro},
    {"CHARGE_NOW", "charge_ampere", micro},
    {"CHARGE_TERM_CURRENT", "charge_term_current", micro},
    {"CONSTANT_CHARGE_CURRENT", "constant_charge_current", micro},
    {"CONSTANT_CHARGE_CURRENT_MAX", "constant_charge_current_max", micro},
    {"CONSTANT_CHARGE_VOLTAGE", "constant_charge_voltage", micro},
    {"CONSTANT_CHARGE_VOLTAGE_MAX", "constant_charge_voltage_max", micro},
    {"CURRENT_BOOT", "current_boot", micro},
    {"CURRENT_MAX", "current_max", micro},
    {"CURRENT_NOW", "current_ampere", micro},
    {"ENERGY_EMPTY", "energy_empty", micro},
    {"ENERGY_EMPTY_DESIGN", "energy_empty_design", micro},
    {"ENERGY_FULL", "energy_full", micro},
    {"ENERGY_FULL_DESIGN", "energy_full_design", micro},
    {"ENERGY_NOW", "energy_watthour", micro},
    {"INPUT_CURRENT_LIMIT", "input_current_limit", micro},
    {"POWER_NOW", "power_watt", micro},
    {"PRECHARGE_CURRENT", "precharge_current", micro},
    {"VOLTAGE_BOOT", "voltage_boot", micro},
    {"VOLTAGE_MAX", "voltage_max", micro},
    {"VOLTAGE_MAX_DESIGN", "voltage_max_design", micro},
    {"VOLTAGE_MIN", "voltage_min", micro},
    {"VOLTAGE_MIN_DESIGN", "voltage_min_design", micro},
    {"VOLTAGE_NOW", "voltage_volt", micro},
    {"VOLTAGE_OCV", "voltage_ocv", micro},
    {"TEMP", "temp_celsius", tenth},
    {"TEMP_ALERT_MAX", "temp_alert_max_celsius", tenth},
    {"TEMP_ALERT_MIN", "temp_alert_min_celsius", tenth},
    {"TEMP_AMBIENT", "temp_ambient_celsius", tenth},
    {"TEMP_AMBIENT_ALERT_MAX", "temp_ambient_max_celsius", tenth},
    {"TEMP_AMBIENT_ALERT_MIN", "temp_ambient_min_celsius", tenth},
    {"TEMP_MAX", "temp_max_celsius", tenth},
    {"TEMP_MIN", "temp_min_celsius", tenth},
};

std::string_view supplyProperty(const UeventProperties& uevent, std::string_view key) {
    return propertyOf(uevent, fmt::format("POWER_SUPPLY_{}", key));
}

// The catalog describes the names that are most asked for.
void add(FamilyBuilder& into, std::string_view name, const FamilyDescription& description,
         std::initializer_list<std::string_view> labelValues, double value) {
    if (findMetric(name) != nullptr)
        into.add(name, labelValues, value);
    else
        into.add(name, description, labelValues, value);
}

// "package-1" is "package" and 1; nothing when no number ends the name.
std::optional<std::pair<std::string_view, int>> numberedZone(std::string_view name) {
    const auto dash = name.rfind('-');
    if (dash == std::string_view::npos || dash == 0) return std::nullopt;
    const auto number = parseNumber<int>(name.substr(dash + 1));
    if (!number || *number < 0) return std::nullopt;
    return std::pair(name.substr(0, dash), *number);
}

std::string metricOfZone(std::string_view zone) {
    std::string name = fmt::format("node_rapl_{}_joules_total", zone);
    std::ranges::replace_if(
        name, [](char c) { return !isWordCharacter(c); }, '_');
    return name;
}

}  // namespace

void tellPowerSupply(const UeventProperties& uevent, FamilyBuilder& into) {
    const std::string_view supply = supplyProperty(uevent, "NAME");
    for (const Property& each : supplyProperties) {
        const auto value = parseSysfsInteger(supplyProperty(uevent, each.key));
        if (!value) continue;
        add(into, fmt::format("node_power_supply_{}", each.name),
            {MetricKind::Gauge, fmt::format("Property {} of the power supply", each.key), {"power_supply"}},
            {supply}, static_cast<double>(*value) * each.factor);
    }
    const auto text = [&uevent](std::string_view key) { return supplyProperty(uevent, key); };
    into.add("node_power_supply_info",
             {supply, text("CAPACITY_LEVEL"), text("CHARGE_TYPE"), text("HEALTH"), text("MANUFACTURER"),
              text("MODEL_NAME"), text("SCOPE"), text("SERIAL_NUMBER"), text("STATUS"), text("TECHNOLOGY"),
              text("TYPE"), text("USB_TYPE")},
             1);
}

void tellEnergy(const std::vector<EnergyCounter>& counters, std::string_view folder, FamilyBuilder& into) {
    std::map<std::string_view, std::int64_t> seen;  // the next number of each name
    for (const EnergyCounter& counter : counters) {
        const auto numbered = numberedZone(counter.name);
        const std::string_view zone = numbered ? numbered->first : std::string_view(counter.name);
        const std::int64_t index = numbered ? numbered->second : seen[zone];
        seen[zone] = index + 1;
        add(into, metricOfZone(zone),
            {MetricKind::Counter, fmt::format("Energy that the zone {} used", zone), {"index", "path"}},
            {std::to_string(index), fmt::format("{}/{}", folder, counter.identity)}, counter.joules);
    }
}

}  // namespace baro::platform
