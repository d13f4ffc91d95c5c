#include "core/model/Sensors.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "core/hosts/subjects/Subjects.h"

namespace baro::hosts {
namespace {

using S = Sensor;

// Names of hwmon's attributes, as node_exporter makes them (collector/hwmon_linux.go), and what of a sensor
// they are. Where a driver measures only the mean it stands for the value.
struct HwmonName {
    std::string_view metric;
    SensorKind kind;
    std::optional<double> S::*field;
};
constexpr std::array<HwmonName, 34> hwmonNames{{
    {"node_hwmon_temp_celsius", SensorKind::Temperature, &S::value},
    {"node_hwmon_temp_min_celsius", SensorKind::Temperature, &S::low},
    {"node_hwmon_temp_max_celsius", SensorKind::Temperature, &S::high},
    {"node_hwmon_temp_crit_celsius", SensorKind::Temperature, &S::critical},
    {"node_hwmon_temp_lcrit_celsius", SensorKind::Temperature, &S::lowCritical},
    {"node_hwmon_temp_emergency_celsius", SensorKind::Temperature, &S::emergency},
    {"node_hwmon_fan_rpm", SensorKind::Fan, &S::value},
    {"node_hwmon_fan_min_rpm", SensorKind::Fan, &S::low},
    {"node_hwmon_fan_max_rpm", SensorKind::Fan, &S::high},
    {"node_hwmon_in_volts", SensorKind::Voltage, &S::value},
    {"node_hwmon_in_average_volts", SensorKind::Voltage, &S::value},
    {"node_hwmon_in_min_volts", SensorKind::Voltage, &S::low},
    {"node_hwmon_in_max_volts", SensorKind::Voltage, &S::high},
    {"node_hwmon_in_crit_volts", SensorKind::Voltage, &S::critical},
    {"node_hwmon_in_lcrit_volts", SensorKind::Voltage, &S::lowCritical},
    {"node_hwmon_curr_amps", SensorKind::Current, &S::value},
    {"node_hwmon_curr_average_amps", SensorKind::Current, &S::value},
    {"node_hwmon_curr_min_amps", SensorKind::Current, &S::low},
    {"node_hwmon_curr_max_amps", SensorKind::Current, &S::high},
    {"node_hwmon_curr_crit_amps", SensorKind::Current, &S::critical},
    {"node_hwmon_curr_lcrit_amps", SensorKind::Current, &S::lowCritical},
    {"node_hwmon_power_watt", SensorKind::Power, &S::value},
    {"node_hwmon_power_input_watt", SensorKind::Power, &S::value},
    {"node_hwmon_power_average_watt", SensorKind::Power, &S::value},
    {"node_hwmon_power_min_watt", SensorKind::Power, &S::low},
    {"node_hwmon_power_max_watt", SensorKind::Power, &S::high},
    {"node_hwmon_power_crit_watt", SensorKind::Power, &S::critical},
    {"node_hwmon_power_lcrit_watt", SensorKind::Power, &S::lowCritical},
    {"node_hwmon_power_cap_watt", SensorKind::Power, &S::cap},
    {"node_hwmon_energy_joule_total", SensorKind::Energy, &S::value},
    {"node_hwmon_humidity", SensorKind::Humidity, &S::value},
    {"node_hwmon_humidity_input", SensorKind::Humidity, &S::value},
    {"node_hwmon_humidity_min", SensorKind::Humidity, &S::low},
    {"node_hwmon_humidity_max", SensorKind::Humidity, &S::high},
}};
constexpr std::array<std::pair<std::string_view, SensorKind>, 5> alarmNames{{
    {"node_hwmon_temp_alarm", SensorKind::Temperature},
    {"node_hwmon_temp_crit_alarm_celsius", SensorKind::Temperature},
    {"node_hwmon_fan_alarm", SensorKind::Fan},
    {"node_hwmon_in_alarm", SensorKind::Voltage},
    {"node_hwmon_curr_alarm", SensorKind::Current},
}};
constexpr std::array<std::pair<std::string_view, SensorKind>, 6> ownNames{{
    {"barograph_sensor_temperature_celsius", SensorKind::Temperature},
    {"barograph_sensor_fan_rpm", SensorKind::Fan},
    {"barograph_sensor_volts", SensorKind::Voltage},
    {"barograph_sensor_amperes", SensorKind::Current},
    {"barograph_sensor_watts", SensorKind::Power},
    {"barograph_sensor_humidity_ratio", SensorKind::Humidity},
}};

// What hwmon tells, by chip, kind and channel.
class Hwmon {
  public:
    explicit Hwmon(SubjectReader& reader) : reader_(reader) {
        for (const HwmonName& name : hwmonNames)
            reader_.each(name.metric, [&](const Labels& labels, double value) {
                if (name.field == &S::cap && value <= 0) return;  // none is set
                std::optional<double>& field = of(labels, name.kind).*(name.field);
                if (!field) field = value;  // a mean does not displace the value
            });
        for (const auto& [metric, kind] : alarmNames)
            reader_.each(metric, [this, kind = kind](const Labels& labels, double alarm) {
                Sensor& sensor = of(labels, kind);
                sensor.alarm = sensor.alarm.value_or(false) || alarm == 1;
            });
        takeNames();
    }

    // Limits without a value are of a probe that cannot be read.
    std::vector<Sensor> take() {
        std::vector<Sensor> sensors;
        for (auto& [key, sensor] : sensors_)
            if (sensor.value) sensors.push_back(std::move(sensor));
        std::ranges::stable_sort(sensors, {}, &Sensor::chip);
        return sensors;
    }

  private:
    Sensor& of(const Labels& labels, SensorKind kind) {
        const auto chip = labels.value("chip");
        const auto channel = labels.value("sensor");
        Sensor& sensor = sensors_[{chip, kind, channel}];
        sensor.kind = kind;
        sensor.chip = sensor.identity = chip;
        sensor.identity.append(":").append(channel);
        sensor.channel = sensor.label = channel;
        return sensor;
    }

    void takeNames() {
        std::map<std::string_view, std::string_view> chips;
        std::map<std::pair<std::string_view, std::string_view>, std::string_view> labelsOf;
        reader_.each("node_hwmon_chip_names", [&](const Labels& labels, double) {
            chips[labels.value("chip")] = labels.value("chip_name");
        });
        reader_.each("node_hwmon_sensor_label", [&](const Labels& labels, double) {
            labelsOf[{labels.value("chip"), labels.value("sensor")}] = labels.value("label");
        });
        for (auto& [key, sensor] : sensors_) {
            const auto& [chip, kind, channel] = key;
            if (const auto label = labelsOf.find({chip, channel}); label != labelsOf.end())
                sensor.label = label->second;
            if (const auto name = chips.find(chip); name != chips.end()) sensor.chip = name->second;
        }
    }

    SubjectReader& reader_;
    std::map<std::tuple<std::string_view, SensorKind, std::string_view>, Sensor> sensors_;
};

// A host with Barograph says it in Barograph's words; only the limits are hwmon's.
std::vector<Sensor> ownSensors(SubjectReader& reader, const std::vector<Sensor>& hwmon) {
    std::vector<Sensor> sensors;
    for (const auto& [metric, kind] : ownNames)
        reader.each(metric, [&, kind = kind](const Labels& labels, double value) {
            const auto isSame = [&](const Sensor& other) {
                return other.kind == kind && other.chip == labels.value("chip") &&
                       other.label == labels.value("label");
            };
            const auto like = std::ranges::find_if(hwmon, isSame);
            Sensor& sensor = sensors.emplace_back(like == hwmon.end() ? Sensor{} : *like);
            sensor.kind = kind;
            sensor.identity = labels.value("identity");
            sensor.chip = labels.value("chip");
            sensor.label = labels.value("label");
            sensor.channel = sensor.identity.substr(sensor.identity.rfind(':') + 1);
            sensor.value = value;
        });
    std::ranges::stable_sort(sensors, {}, [](const Sensor& sensor) {
        return std::tie(sensor.chip, sensor.kind, sensor.identity);
    });
    return sensors;
}

// Most zones are shown by a chip of hwmon as well, under names of its own: they count where there is none.
std::vector<Sensor> zones(SubjectReader& reader) {
    std::vector<Sensor> sensors;
    reader.each("node_thermal_zone_temp", [&sensors](const Labels& labels, double value) {
        Sensor& sensor = sensors.emplace_back();
        sensor.chip = "thermal_zone";
        sensor.channel = sensor.label = labels.value("type");
        sensor.identity = "thermal_zone:" + sensor.label + "#" + std::string(labels.value("zone"));
        sensor.value = value;
    });
    std::ranges::sort(sensors, {}, &Sensor::identity);
    return sensors;
}

}  // namespace

void readSensors(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    std::vector<Sensor> hwmon = Hwmon(reader).take();
    std::vector<Sensor> sensors = ownSensors(reader, hwmon);
    if (sensors.empty()) sensors = std::move(hwmon);
    if (std::ranges::find(sensors, SensorKind::Temperature, &Sensor::kind) == sensors.end())
        std::ranges::move(zones(reader), std::back_inserter(sensors));
    const bool isKnown = !sensors.empty();
    into.sensors = reader.section(Sensors{std::move(sensors)}, "sensors", isKnown);
}

}  // namespace baro::hosts
