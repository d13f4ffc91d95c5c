#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

constexpr std::string_view thermalZone = "thermal_zone";  // the chip of sensors that are not hwmon's

template <SensorKind Kind, auto Field>
void addOfKind(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.sensors) return;
    for (const Sensor& sensor : frame.readings.sensors->sensors) {
        if (sensor.kind != Kind || sensor.chip == thermalZone) continue;
        addKnown(sink, {sensor.identity, sensor.channel}, sensor.*Field);
    }
}

void addZones(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.sensors) return;
    for (const Sensor& sensor : frame.readings.sensors->sensors) {
        if (sensor.chip == thermalZone) addKnown(sink, {sensor.label, sensor.channel}, sensor.value);
    }
}

void addNames(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.sensors) return;
    for (const Sensor& sensor : frame.readings.sensors->sensors) {
        if (sensor.chip != thermalZone) sink.add({sensor.identity, sensor.label, sensor.channel}, 1);
    }
}

template <SensorKind Kind, auto Field = &Sensor::value>
Metric row(std::string_view name, std::string_view help, Unit unit, MetricKind kind = MetricKind::Gauge) {
    return {name, help, unit, kind, {"chip", "sensor"}, addOfKind<Kind, Field>};
}

}  // namespace

Rows sensorMetrics() {
    using enum SensorKind;  // Power hides the reading of that name here
    return {
        row<Temperature>("node_hwmon_temp_celsius", "Temperature", Unit::Celsius),
        row<Temperature, &Sensor::high>("node_hwmon_temp_max_celsius", "Temperature that is high",
                                        Unit::Celsius),
        row<Temperature, &Sensor::critical>("node_hwmon_temp_crit_celsius", "Temperature that is critical",
                                            Unit::Celsius),
        row<Fan>("node_hwmon_fan_rpm", "Speed of a fan", Unit::RevolutionsPerMinute),
        row<Voltage>("node_hwmon_in_volts", "Voltage", Unit::Volts),
        row<Current>("node_hwmon_curr_amps", "Current", Unit::Amperes),
        row<Power>("node_hwmon_power_watt", "Power", Unit::Watts),
        row<Energy>("node_hwmon_energy_joule_total", "Energy used", Unit::Joules, MetricKind::Counter),
        row<Humidity>("node_hwmon_humidity", "Relative humidity as a ratio", Unit::Ratio),
        {"node_hwmon_sensor_label",
         "What the driver calls a sensor; the value is always 1",
         Unit::None,
         MetricKind::Gauge,
         {"chip", "label", "sensor"},
         addNames},
        {"node_thermal_zone_temp",
         "Temperature of a thermal zone",
         Unit::Celsius,
         MetricKind::Gauge,
         {"type", "zone"},
         addZones},
    };
}

}  // namespace baro::catalog
