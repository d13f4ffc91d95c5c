#include "core/model/Power.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/hosts/subjects/Subjects.h"

namespace baro::hosts {
namespace {

constexpr double secondsPerHour = 3600;

// The numbers of one supply, by their names behind "node_power_supply_".
class SupplyNumbers {
  public:
    void set(std::string_view name, double value) { numbers_[name] = value; }
    std::optional<double> find(std::string_view name) const {
        const auto found = numbers_.find(name);
        return found == numbers_.end() ? std::nullopt : std::optional(found->second);
    }
    std::optional<double> positive(std::string_view name) const {
        const auto value = find(name);
        return value && *value > 0 ? value : std::nullopt;
    }

  private:
    std::map<std::string_view, double> numbers_;
};

std::optional<double> quotient(std::optional<double> part, std::optional<double> whole) {
    return part && whole ? std::optional(*part / *whole) : std::nullopt;
}

std::optional<double> product(std::optional<double> one, std::optional<double> other) {
    return one && other ? std::optional(*one * *other) : std::nullopt;
}

std::optional<double> firstOf(std::optional<double> one, std::optional<double> other) {
    return one ? one : other;
}

// Some batteries count energy, others charge (platform/linux/PowerSupply.cpp does the same on the spot).
std::optional<double> joules(const SupplyNumbers& numbers, std::string_view energy, std::string_view charge) {
    const auto voltage = firstOf(numbers.positive("voltage_min_design"), numbers.positive("voltage_volt"));
    return product(firstOf(numbers.find(energy), product(numbers.find(charge), voltage)), secondsPerHour);
}

std::optional<double> watts(const SupplyNumbers& numbers) {
    const auto flowing = firstOf(numbers.find("power_watt"),
                                 product(numbers.find("current_ampere"), numbers.positive("voltage_volt")));
    return flowing ? std::optional(std::abs(*flowing)) : std::nullopt;
}

Battery batteryOf(const Labels& info, const SupplyNumbers& numbers) {
    constexpr double percent = 0.01;
    Battery battery;
    battery.name = info.value("power_supply");
    battery.model = info.value("model_name");
    battery.vendor = info.value("manufacturer");
    battery.status = info.value("status").empty() ? "Unknown" : info.value("status");
    battery.chargeRatio = product(numbers.find("capacity"), percent);
    battery.healthRatio =
        firstOf(quotient(numbers.positive("energy_full"), numbers.positive("energy_full_design")),
                quotient(numbers.positive("charge_full"), numbers.positive("charge_full_design")));
    battery.powerWatts = watts(numbers);
    battery.energyJoules = joules(numbers, "energy_watthour", "charge_ampere");
    battery.fullJoules = joules(numbers, "energy_full", "charge_full");
    battery.voltageVolts = numbers.positive("voltage_volt");
    if (const auto cycles = numbers.positive("cyclecount")) battery.cycles = asCount(*cycles);
    battery.ofPeripheral = info.value("scope") == "Device";
    return battery;
}

std::map<std::string_view, SupplyNumbers> supplyNumbers(SubjectReader& reader) {
    constexpr std::string_view prefix = "node_power_supply_";
    std::map<std::string_view, SupplyNumbers> supplies;
    reader.series().forEachBeginning(prefix, [&](std::string_view metric, auto) {
        if (metric.ends_with("_info")) return;
        reader.each(metric, [&](const Labels& labels, double value) {
            supplies[labels.value("power_supply")].set(metric.substr(prefix.size()), value);
        });
    });
    return supplies;
}

void takeSupplies(SubjectReader& reader, Power& power) {
    const auto numbers = supplyNumbers(reader);
    reader.each("node_power_supply_info", [&](const Labels& labels, double) {
        const auto found = numbers.find(labels.value("power_supply"));
        const SupplyNumbers known = found == numbers.end() ? SupplyNumbers() : found->second;
        const auto type = labels.value("type");
        const auto online = known.find("online");
        if (type == "Battery" || type == "UPS") {
            if (known.find("present").value_or(1) != 0) power.batteries.push_back(batteryOf(labels, known));
        } else if ((type == "Mains" || type.starts_with("USB")) && online) {
            power.mains.push_back({std::string(labels.value("power_supply")), *online != 0});
        }
    });
    // What Barograph worked out on the spot, where the supply does not say it.
    const auto fill = [&](std::string_view metric, std::optional<double> Battery::*field) {
        reader.each(metric, [&](const Labels& labels, double ratio) {
            auto battery = std::ranges::find(power.batteries, labels.value("power_supply"), &Battery::name);
            if (battery == power.batteries.end())
                battery = power.batteries.insert(battery, batteryOf(labels, {}));
            (*battery).*field = ratio;
        });
    };
    fill("barograph_battery_charge_ratio", &Battery::chargeRatio);
    fill("barograph_battery_health_ratio", &Battery::healthRatio);
    std::ranges::sort(power.batteries, {}, &Battery::name);
    std::ranges::sort(power.mains, {}, &Mains::name);
}

// How far they count is not told: at their end there is one gap.
void takeEnergy(SubjectReader& reader, Power& power) {
    constexpr std::string_view prefix = "node_rapl_";
    constexpr std::string_view suffix = "_joules_total";
    reader.series().forEachBeginning(prefix, [&](std::string_view metric, auto) {
        if (!metric.ends_with(suffix) || metric.size() < prefix.size() + suffix.size()) return;
        const auto zone = metric.substr(prefix.size(), metric.size() - prefix.size() - suffix.size());
        reader.each(metric, [&](const Labels& labels, double joules) {
            const auto path = labels.value("path");
            std::string name(zone);
            if (zone == "package") name.append("-").append(labels.value("index"));
            power.energy.push_back(
                {std::move(name), std::string(path.substr(path.rfind('/') + 1)), joules, 0});
        });
    });
    std::ranges::sort(power.energy, {},
                      [](const EnergyCounter& counter) { return std::tie(counter.identity, counter.name); });
}

}  // namespace

void readPower(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    Power power;
    takeSupplies(reader, power);
    takeEnergy(reader, power);
    const bool isKnown = !power.batteries.empty() || !power.mains.empty() || !power.energy.empty();
    into.power = reader.section(std::move(power), "batteries, mains and energy counters", isKnown);
}

}  // namespace baro::hosts
