#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

template <auto Field>
void addOfBattery(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.power) return;
    for (const Battery& battery : frame.readings.power->batteries)
        addKnown(sink, {battery.name}, battery.*Field);
}

void addWatts(const Frame& frame, SampleSink& sink) {
    if (!frame.rates.energy) return;
    for (const EnergyRate& rate : *frame.rates.energy)
        sink.add({rate.name, rate.identity}, rate.watts);
}

Metric ofSupply(std::string_view name, std::string_view help, Unit unit = Unit::None) {
    return {name, help, unit, MetricKind::Gauge, {"power_supply"}};
}

Metric energy(std::string_view name, std::string_view help) {
    return {name, help, Unit::Joules, MetricKind::Counter, {"index", "path"}};
}

// The properties that are most looked at; all others describe themselves.
Rows supplyMetrics() {
    return passedOn<&FamilyReadings::powerSupplies>(
        "powersupplyclass",
        {
            ofSupply("node_power_supply_capacity", "Charge in percent"),
            ofSupply("node_power_supply_cyclecount", "Charge cycles"),
            ofSupply("node_power_supply_energy_watthour", "Energy left in watt hours"),
            ofSupply("node_power_supply_energy_full", "Energy when full in watt hours"),
            ofSupply("node_power_supply_power_watt", "Power that flows", Unit::Watts),
            ofSupply("node_power_supply_voltage_volt", "Voltage", Unit::Volts),
            ofSupply("node_power_supply_online", "1 when the supply gives power"),
            {"node_power_supply_info",
             "What the supply is; the value is always 1",
             Unit::None,
             MetricKind::Gauge,
             {"power_supply", "capacity_level", "charge_type", "health", "manufacturer", "model_name",
              "scope", "serial_number", "status", "technology", "type", "usb_type"}},
        });
}

// The zones that most processors have; those of others describe themselves.
Rows raplMetrics() {
    return passedOn<&FamilyReadings::rapl>(
        "rapl", {
                    energy("node_rapl_package_joules_total", "Energy that processor packages used"),
                    energy("node_rapl_core_joules_total", "Energy that processor cores used"),
                    energy("node_rapl_uncore_joules_total", "Energy that the rest of the package used"),
                    energy("node_rapl_dram_joules_total", "Energy that memory used"),
                });
}

}  // namespace

Rows powerMetrics() {
    return together(supplyMetrics(), raplMetrics(),
                    readFrom<&Readings::power>({
                        {"barograph_battery_charge_ratio",
                         "Charge, of the charge when full",
                         Unit::Ratio,
                         MetricKind::Gauge,
                         {"power_supply"},
                         addOfBattery<&Battery::chargeRatio>},
                        {"barograph_battery_health_ratio",
                         "Charge when full, of the design's",
                         Unit::Ratio,
                         MetricKind::Gauge,
                         {"power_supply"},
                         addOfBattery<&Battery::healthRatio>},
                        {"barograph_energy_watts",
                         "Power that each energy counter measures",
                         Unit::Watts,
                         MetricKind::Gauge,
                         {"zone", "path"},
                         addWatts},
                    }));
}

}  // namespace baro::catalog
