#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

constexpr std::string_view thermalZone = "thermal_zone";  // the chip of sensors that are not hwmon's

// A sensor's identity is its chip's and the channel.
std::string_view chipOf(const Sensor& sensor) {
    std::string_view chip = sensor.identity;
    if (chip.ends_with(sensor.channel)) chip.remove_suffix(sensor.channel.size());
    if (chip.ends_with(':')) chip.remove_suffix(1);
    return chip;
}

template <SensorKind Kind, auto Field>
void addOfKind(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.sensors) return;
    for (const Sensor& sensor : frame.readings.sensors->sensors) {
        if (sensor.kind != Kind || sensor.chip == thermalZone) continue;
        addKnown(sink, {chipOf(sensor), sensor.channel}, sensor.*Field);
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
        if (sensor.chip != thermalZone) sink.add({chipOf(sensor), sensor.label, sensor.channel}, 1);
    }
}

void addChipNames(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.sensors) return;
    std::string_view last;  // sensors of one chip stand together
    for (const Sensor& sensor : frame.readings.sensors->sensors) {
        if (sensor.chip == thermalZone || chipOf(sensor) == last) continue;
        last = chipOf(sensor);
        sink.add({last, sensor.chip}, 1);
    }
}

// What people read in a chart: the driver's names for the chip and the sensor, zones too. The identity tells
// two equal chips apart.
template <SensorKind Kind>
void addReadable(const Frame& frame, SampleSink& sink) {
    if (!frame.readings.sensors) return;
    for (const Sensor& sensor : frame.readings.sensors->sensors) {
        if (sensor.kind == Kind) addKnown(sink, {sensor.chip, sensor.label, sensor.identity}, sensor.value);
    }
}

template <SensorKind Kind>
Metric readable(std::string_view name, std::string_view help, Unit unit) {
    return {name, help, unit, MetricKind::Gauge, {"chip", "label", "identity"}, addReadable<Kind>};
}

template <SensorKind Kind, auto Field = &Sensor::value>
Metric row(std::string_view name, std::string_view help, Unit unit, MetricKind kind = MetricKind::Gauge) {
    return {name, help, unit, kind, {"chip", "sensor"}, addOfKind<Kind, Field>};
}

}  // namespace

Rows sensorMetrics() {
    using enum SensorKind;  // Power hides the reading of that name here
    return readFrom<&Readings::sensors>({
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
        {"node_hwmon_chip_names",
         "What the driver calls itself; the value is always 1",
         Unit::None,
         MetricKind::Gauge,
         {"chip", "chip_name"},
         addChipNames},
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
        readable<Temperature>("barograph_sensor_temperature_celsius", "Temperature", Unit::Celsius),
        readable<Fan>("barograph_sensor_fan_rpm", "Speed of a fan", Unit::RevolutionsPerMinute),
        readable<Voltage>("barograph_sensor_volts", "Voltage", Unit::Volts),
        readable<Current>("barograph_sensor_amperes", "Current", Unit::Amperes),
        readable<Power>("barograph_sensor_watts", "Power", Unit::Watts),
        readable<Humidity>("barograph_sensor_humidity_ratio", "Relative humidity", Unit::Ratio),
    });
}

}  // namespace baro::catalog
