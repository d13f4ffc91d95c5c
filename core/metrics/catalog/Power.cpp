#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

constexpr double joulesPerWattHour = 3600;

template <auto Field>
void addOfBattery(const Frame& frame, SampleSink& sink, double factor) {
    if (!frame.readings.power) return;
    for (const Battery& battery : frame.readings.power->batteries) {
        const auto& value = battery.*Field;
        if (value) sink.add({battery.name}, static_cast<double>(*value) * factor);
    }
}

template <auto Field>
void addPlain(const Frame& frame, SampleSink& sink) {
    addOfBattery<Field>(frame, sink, 1);
}

template <auto Field>
void addWattHours(const Frame& frame, SampleSink& sink) {
    addOfBattery<Field>(frame, sink, 1 / joulesPerWattHour);
}

void addCapacity(const Frame& frame, SampleSink& sink) {
    addOfBattery<&Battery::chargeRatio>(frame, sink, 100);
}

void addOnline(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.power) return;
    for (const Mains& mains : frame.readings.power->mains)
        sink.add({mains.name}, mains.online ? 1 : 0);
}

// node_exporter takes the zone's name into the metric's; here the zones with fixed names, by the start of the
// name
// ("package-0").
void addJoules(const Frame& frame, SampleSink& sink, std::string_view zone) {
    if (!frame.readings.power) return;
    for (const EnergyCounter& counter : frame.readings.power->energy) {
        std::string_view index = counter.name;
        if (!index.starts_with(zone)) continue;
        index.remove_prefix(zone.size());
        if (index.starts_with('-')) index.remove_prefix(1);
        sink.add({index.empty() ? "0" : index, counter.identity}, counter.joules);
    }
}

void addPackageJoules(const Frame& frame, SampleSink& sink) {
    addJoules(frame, sink, "package");
}
void addCoreJoules(const Frame& frame, SampleSink& sink) {
    addJoules(frame, sink, "core");
}
void addUncoreJoules(const Frame& frame, SampleSink& sink) {
    addJoules(frame, sink, "uncore");
}
void addDramJoules(const Frame& frame, SampleSink& sink) {
    addJoules(frame, sink, "dram");
}

void addWatts(const Frame& frame, SampleSink& sink) {
    if (!frame.rates.energy) return;
    for (const EnergyRate& rate : *frame.rates.energy)
        sink.add({rate.name, rate.identity}, rate.watts);
}

Metric battery(std::string_view name, std::string_view help, Unit unit, decltype(Metric::extract) extract) {
    return {name, help, unit, MetricKind::Gauge, {"power_supply"}, extract};
}

Metric energy(std::string_view name, std::string_view help, decltype(Metric::extract) extract) {
    return {name, help, Unit::Joules, MetricKind::Counter, {"index", "path"}, extract};
}

}  // namespace

Rows powerMetrics() {
    using B = Battery;
    return readFrom<&Readings::power>({
        battery("node_power_supply_capacity", "Charge in percent", Unit::None, addCapacity),
        battery("node_power_supply_cyclecount", "Charge cycles", Unit::None, addPlain<&B::cycles>),
        battery("node_power_supply_energy_watthour", "Energy left in watt hours", Unit::None,
                addWattHours<&B::energyJoules>),
        battery("node_power_supply_energy_full", "Energy when full in watt hours", Unit::None,
                addWattHours<&B::fullJoules>),
        battery("node_power_supply_power_watt", "Power that flows in or out", Unit::Watts,
                addPlain<&B::powerWatts>),
        battery("node_power_supply_voltage_volt", "Voltage", Unit::Volts, addPlain<&B::voltageVolts>),
        battery("node_power_supply_online", "1 when mains are connected", Unit::None, addOnline),
        battery("barograph_battery_health_ratio", "Charge when full, of the design's", Unit::Ratio,
                addPlain<&B::healthRatio>),
        energy("node_rapl_package_joules_total", "Energy that processor packages used", addPackageJoules),
        energy("node_rapl_core_joules_total", "Energy that processor cores used", addCoreJoules),
        energy("node_rapl_uncore_joules_total", "Energy that the rest of the package used", addUncoreJoules),
        energy("node_rapl_dram_joules_total", "Energy that memory used", addDramJoules),
        {"barograph_energy_watts",
         "Power that each energy counter measures",
         Unit::Watts,
         MetricKind::Gauge,
         {"zone", "path"},
         addWatts},
    });
}

}  // namespace baro::catalog
