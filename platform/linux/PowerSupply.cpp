#include "platform/linux/PowerSupply.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "platform/linux/SysfsText.h"

namespace baro::platform {
namespace {

constexpr double secondsPerHour = 3600;

// The properties of one supply, without the prefix that all of them have.
class Properties {
  public:
    explicit Properties(const UeventProperties& all) : all_(all) {}

    std::string_view text(std::string_view name) const {
        return propertyOf(all_, std::string("POWER_SUPPLY_").append(name));
    }
    std::optional<double> number(std::string_view name) const {
        const auto value = parseSysfsInteger(text(name));
        if (!value) return std::nullopt;
        return static_cast<double>(*value);
    }
    // Unknown when it is missing, or not above zero where nothing at or below zero can be.
    std::optional<double> positive(std::string_view name) const {
        const auto value = number(name);
        return value && *value > 0 ? value : std::nullopt;
    }
    std::optional<double> notNegative(std::string_view name) const {
        const auto value = number(name);
        return value && *value >= 0 ? value : std::nullopt;
    }

  private:
    const UeventProperties& all_;
};

std::optional<double> ratioOf(std::optional<double> part, std::optional<double> whole) {
    if (!part || !whole) return std::nullopt;
    return *part / *whole;
}

std::optional<double> chargeRatio(const Properties& properties) {
    const auto percent = properties.notNegative("CAPACITY");
    if (percent && *percent <= 100) return *percent / 100;
    auto ratio = ratioOf(properties.notNegative("ENERGY_NOW"), properties.positive("ENERGY_FULL"));
    if (!ratio) ratio = ratioOf(properties.notNegative("CHARGE_NOW"), properties.positive("CHARGE_FULL"));
    // A battery that ages charges a little beyond what it says its full charge is.
    return ratio ? std::optional(std::min(*ratio, 1.0)) : std::nullopt;
}

std::optional<double> healthRatio(const Properties& properties) {
    const auto energy =
        ratioOf(properties.positive("ENERGY_FULL"), properties.positive("ENERGY_FULL_DESIGN"));
    return energy ? energy
                  : ratioOf(properties.positive("CHARGE_FULL"), properties.positive("CHARGE_FULL_DESIGN"));
}

// Some batteries count energy (microwatt-hours), others charge (microampere-hours); charge times the design
// voltage is how the kernel's own documentation turns one into the other.
std::optional<double> joules(const Properties& properties, std::string_view what) {
    const auto energy = properties.notNegative(std::string("ENERGY_").append(what));
    if (energy) return *energy * micro * secondsPerHour;
    const auto charge = properties.notNegative(std::string("CHARGE_").append(what));
    auto voltage = properties.positive("VOLTAGE_MIN_DESIGN");
    if (!voltage) voltage = properties.positive("VOLTAGE_NOW");
    if (!charge || !voltage) return std::nullopt;
    return *charge * micro * secondsPerHour * *voltage * micro;
}

// Some drivers give the current a sign for the direction, others do not; the status tells the direction in
// both.
std::optional<double> watts(const Properties& properties) {
    if (const auto power = properties.number("POWER_NOW")) return std::abs(*power) * micro;
    const auto current = properties.number("CURRENT_NOW");
    const auto voltage = properties.positive("VOLTAGE_NOW");
    if (!current || !voltage) return std::nullopt;
    return std::abs(*current) * micro * *voltage * micro;
}

Battery batteryOf(const Properties& properties) {
    Battery battery;
    battery.name = properties.text("NAME");
    battery.model = properties.text("MODEL_NAME");
    battery.vendor = properties.text("MANUFACTURER");
    battery.status = properties.text("STATUS").empty() ? "Unknown" : properties.text("STATUS");
    battery.chargeRatio = chargeRatio(properties);
    battery.healthRatio = healthRatio(properties);
    battery.powerWatts = watts(properties);
    battery.energyJoules = joules(properties, "NOW");
    battery.fullJoules = joules(properties, "FULL");
    if (const auto voltage = properties.positive("VOLTAGE_NOW")) battery.voltageVolts = *voltage * micro;
    // 0 is what firmware says that does not count.
    if (const auto cycles = properties.positive("CYCLE_COUNT"))
        battery.cycles = static_cast<std::uint64_t>(*cycles);
    battery.ofPeripheral = properties.text("SCOPE") == "Device";
    return battery;
}

Error problemOf(const std::string& name, const Error& error) {
    return {error.kind, "power_supply/" + name + "/uevent: " + error.message};
}

}  // namespace

Result<PowerSupply> parsePowerSupply(std::string_view uevent) {
    const auto all = parseUevent(uevent);
    if (!all) return all.error();
    return powerSupplyFrom(*all);
}

Result<PowerSupply> powerSupplyFrom(const UeventProperties& uevent) {
    const Properties properties(uevent);
    const auto type = properties.text("TYPE");
    if (type.empty() || properties.text("NAME").empty())
        return malformed("a power supply without name or type");
    PowerSupply supply;
    if (type == "Battery" || type == "UPS") {
        if (properties.text("PRESENT") != "0") supply.battery = batteryOf(properties);
    } else if (type == "Mains" || type.starts_with("USB")) {
        const auto online = properties.number("ONLINE");
        if (online)
            supply.mains = Mains{std::string(properties.text("NAME")), *online != 0};  // 2: programmable
    }
    return supply;
}

PowerSupplies readPowerSupplies(const Roots& roots) {
    const std::string folder = roots.sysfs + "/class/power_supply";
    PowerSupplies supplies;
    const auto names = listDirectory(folder);
    if (!names) return supplies;
    for (const std::string& name : *names) {
        const auto text = readFile(folder + "/" + name + "/uevent");
        if (!text) continue;  // unplugged since it was listed
        auto properties = parseUevent(*text);
        if (!properties) {
            supplies.problem = problemOf(name, properties.error());
            continue;
        }
        // Kernels before 5.8 leave the type to its own file.
        if (propertyOf(*properties, "POWER_SUPPLY_TYPE").empty())
            if (auto type = readAttribute(folder + "/" + name + "/type"))
                (*properties)["POWER_SUPPLY_TYPE"] = *std::move(type);
        auto supply = powerSupplyFrom(*properties);
        if (!supply) {
            supplies.problem = problemOf(name, supply.error());
            continue;
        }
        // Firmware may end a model with bytes that are no text; its own file has what there is.
        if (auto model = readAttribute(folder + "/" + name + "/model_name"))
            (*properties)["POWER_SUPPLY_MODEL_NAME"] = *std::move(model);
        supplies.properties.push_back(*std::move(properties));
        if (supply->battery) supplies.batteries.push_back(*std::move(supply->battery));
        if (supply->mains) supplies.mains.push_back(*std::move(supply->mains));
    }
    return supplies;
}

}  // namespace baro::platform
