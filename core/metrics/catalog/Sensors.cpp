#include "core/metrics/catalog/Catalog.h"

namespace baro::catalog {
namespace {

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

Metric row(std::string_view name, std::string_view help, Unit unit, MetricKind kind = MetricKind::Gauge) {
    return {name, help, unit, kind, {"chip", "sensor"}};
}

// The attributes that are most looked at; all others describe themselves.
Rows hwmonMetrics() {
    return passedOn<&FamilyReadings::hwmon>(
        "hwmon",
        {
            row("node_hwmon_temp_celsius", "Temperature", Unit::Celsius),
            row("node_hwmon_temp_max_celsius", "Temperature that is high", Unit::Celsius),
            row("node_hwmon_temp_crit_celsius", "Temperature that is critical", Unit::Celsius),
            row("node_hwmon_temp_lcrit_celsius", "Temperature that is critically low", Unit::Celsius),
            row("node_hwmon_temp_emergency_celsius", "Temperature at which the hardware protects itself",
                Unit::Celsius),
            row("node_hwmon_fan_rpm", "Speed of a fan", Unit::RevolutionsPerMinute),
            row("node_hwmon_in_volts", "Voltage", Unit::Volts),
            row("node_hwmon_curr_amps", "Current", Unit::Amperes),
            row("node_hwmon_power_watt", "Power", Unit::Watts),
            row("node_hwmon_power_cap_watt", "Power that the hardware keeps below", Unit::Watts),
            row("node_hwmon_energy_joule_total", "Energy used", Unit::Joules, MetricKind::Counter),
            row("node_hwmon_humidity", "Relative humidity as a ratio", Unit::Ratio),
            {"node_hwmon_chip_names",
             "What the driver calls itself; the value is always 1",
             Unit::None,
             MetricKind::Gauge,
             {"chip", "chip_name"}},
            {"node_hwmon_sensor_label",
             "What the driver calls a sensor; the value is always 1",
             Unit::None,
             MetricKind::Gauge,
             {"chip", "label", "sensor"}},
        });
}

Rows thermalMetrics() {
    using enum MetricKind;
    return passedOn<&FamilyReadings::thermalZones>(
        "thermal_zone",
        {
            {"node_thermal_zone_temp", "Temperature of a zone", Unit::Celsius, Gauge, {"type", "zone"}},
            {"node_cooling_device_cur_state", "How hard it cools now", Unit::None, Gauge, {"name", "type"}},
            {"node_cooling_device_max_state", "How hard it can cool", Unit::None, Gauge, {"name", "type"}},
        });
}

}  // namespace

Rows sensorMetrics() {
    using enum SensorKind;  // Power hides the reading of that name here
    return together(
        hwmonMetrics(), thermalMetrics(),
        readFrom<&Readings::sensors>({
            readable<Temperature>("barograph_sensor_temperature_celsius", "Temperature", Unit::Celsius),
            readable<Fan>("barograph_sensor_fan_rpm", "Speed of a fan", Unit::RevolutionsPerMinute),
            readable<Voltage>("barograph_sensor_volts", "Voltage", Unit::Volts),
            readable<Current>("barograph_sensor_amperes", "Current", Unit::Amperes),
            readable<Power>("barograph_sensor_watts", "Power", Unit::Watts),
            readable<Humidity>("barograph_sensor_humidity_ratio", "Relative humidity", Unit::Ratio),
        }));
}

}  // namespace baro::catalog
