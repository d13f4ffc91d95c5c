#include "tests/support/DemoFamilies.h"

#include <string>

#include "core/model/FamilyBuilder.h"

namespace baro::test {
namespace {

Families cpuFamilies(const CpuTopology& topology) {
    FamilyBuilder builder;
    for (const CpuPlace& place : topology.cpus)
        builder.add(
            "node_cpu_info",
            {"", std::to_string(*place.core), std::to_string(place.cpu), "", "0x1", "", "Demo", "0", "", ""},
            1);
    return builder.take();
}

Families filesystemFamilies(const Filesystems& filesystems) {
    FamilyBuilder builder;
    for (const Filesystem& one : filesystems.filesystems) {
        const auto add = [&](std::string_view metric, double value) {
            builder.add(metric, {one.device, "", one.type, one.mountPoint}, value);
        };
        add("node_filesystem_readonly", one.readOnly ? 1 : 0);
        add("node_filesystem_size_bytes", one.space->sizeBytes);
        add("node_filesystem_free_bytes", one.space->freeBytes);
        add("node_filesystem_avail_bytes", one.space->availableBytes);
        add("node_filesystem_files", one.space->files);
        add("node_filesystem_files_free", one.space->filesFree);
    }
    return builder.take();
}

std::string_view hwmonMetric(SensorKind kind) {
    return kind == SensorKind::Temperature ? "node_hwmon_temp_celsius"
           : kind == SensorKind::Fan       ? "node_hwmon_fan_rpm"
           : kind == SensorKind::Voltage   ? "node_hwmon_in_volts"
                                           : "";
}

// Chips of hwmon are told by their place, which is not their driver's name.
Families hwmonFamilies(const Sensors& sensors) {
    FamilyBuilder builder;
    std::string_view named;
    for (const Sensor& sensor : sensors.sensors) {  // by chip
        const std::string_view metric = hwmonMetric(sensor.kind);
        if (metric.empty() || !sensor.value) continue;
        const std::string chip = "platform_" + sensor.chip + "_0";
        builder.add(metric, {chip, sensor.channel}, *sensor.value);
        builder.add("node_hwmon_sensor_label", {chip, sensor.label, sensor.channel}, 1);
        if (sensor.chip != named) builder.add("node_hwmon_chip_names", {chip, sensor.chip}, 1);
        named = sensor.chip;
    }
    return builder.take();
}

Families supplyFamilies(const Power& power) {
    FamilyBuilder builder;
    for (const Battery& battery : power.batteries) {
        builder.add("node_power_supply_capacity", {battery.name}, *battery.chargeRatio * 100);
        builder.add("node_power_supply_energy_full", {battery.name}, *battery.fullJoules / 3600);
        builder.add("node_power_supply_info",
                    {battery.name, "", "", "", battery.vendor, battery.model, "", "", battery.status, "",
                     "Battery", ""},
                    1);
    }
    return builder.take();
}

Families energyFamilies(const Power& power) {
    FamilyBuilder builder;
    for (const EnergyCounter& counter : power.energy)
        builder.add("node_rapl_package_joules_total", {"0", "/sys/class/powercap/" + counter.identity},
                    counter.joules);
    return builder.take();
}

template <class T>
void retell(const Section<T>& section, Families (*tell)(const T&), Section<Families>& into) {
    if (into && into.takenAt().monotonic == section.takenAt().monotonic) return;
    into = Section<Families>(tell(*section), section.takenAt());
}

}  // namespace

void addFamilies(Readings& readings, const Instant& now) {
    FamilyReadings& families = readings.families;
    retell(readings.cpuTopology, cpuFamilies, families.cpuInfo);
    retell(readings.filesystems, filesystemFamilies, families.filesystems);
    retell(readings.sensors, hwmonFamilies, families.hwmon);
    retell(readings.power, supplyFamilies, families.powerSupplies);
    retell(readings.power, energyFamilies, families.rapl);
    FamilyBuilder time;
    time.add("node_time_seconds", {}, seconds(now.wall));
    families.time = Section<Families>(time.take(), now);
}

}  // namespace baro::test
