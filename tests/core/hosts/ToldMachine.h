// The demo machine with all that a real one tells beside its sections: what a node_exporter there would say.
#pragma once

#include <string>

#include "core/model/FamilyBuilder.h"
#include "tests/support/DemoMachine.h"

namespace baro::test {

// Chips of hwmon are told by their place, which is not their driver's name.
inline FamilyBuilder& addHwmon(const Sensors& sensors, FamilyBuilder& into) {
    for (const Sensor& sensor : sensors.sensors) {
        const std::string chip = "place_of_" + sensor.chip;
        const std::string_view metric = sensor.kind == SensorKind::Temperature ? "node_hwmon_temp_celsius"
                                        : sensor.kind == SensorKind::Fan       ? "node_hwmon_fan_rpm"
                                        : sensor.kind == SensorKind::Voltage   ? "node_hwmon_in_volts"
                                                                               : "";
        if (metric.empty() || !sensor.value) continue;
        into.add(metric, {chip, sensor.identity}, *sensor.value);
        into.add("node_hwmon_sensor_label", {chip, sensor.label, sensor.identity}, 1);
    }
    for (const std::string_view name : {"k10temp", "coretemp", "nvme"})
        into.add("node_hwmon_chip_names", {std::string("place_of_").append(name), name}, 1);
    return into;
}

inline FamilyBuilder& addSupplies(const Power& power, FamilyBuilder& into) {
    for (const Battery& battery : power.batteries) {
        into.add("node_power_supply_capacity", {battery.name}, *battery.chargeRatio * 100);
        into.add("node_power_supply_energy_full", {battery.name}, *battery.fullJoules / 3600);
        into.add("node_power_supply_info",
                 {battery.name, "", "", "", battery.vendor, battery.model, "", "", battery.status, "",
                  "Battery", ""},
                 1);
    }
    return into;
}

// What the machine's families would tell of what the demo has as sections alone.
inline void addFamilies(Frame& frame) {
    const auto section = [&frame](FamilyBuilder& builder) {
        return Section<Families>(builder.take(), frame.takenAt);
    };
    FamilyBuilder hwmon;
    FamilyBuilder supplies;
    FamilyBuilder cpus;
    for (const CpuPlace& place : frame.readings.cpuTopology->cpus)
        cpus.add(
            "node_cpu_info",
            {"", std::to_string(*place.core), std::to_string(place.cpu), "", "0x1", "", "Demo", "0", "", ""},
            1);
    frame.readings.families.cpuInfo = section(cpus);
    FamilyBuilder filesystems;
    for (const Filesystem& one : frame.readings.filesystems->filesystems) {
        const auto add = [&](std::string_view metric, double value) {
            filesystems.add(metric, {one.device, "", one.type, one.mountPoint}, value);
        };
        add("node_filesystem_readonly", one.readOnly ? 1 : 0);
        add("node_filesystem_size_bytes", one.space->sizeBytes);
        add("node_filesystem_free_bytes", one.space->freeBytes);
        add("node_filesystem_avail_bytes", one.space->availableBytes);
        add("node_filesystem_files", one.space->files);
        add("node_filesystem_files_free", one.space->filesFree);
    }
    frame.readings.families.filesystems = section(filesystems);
    frame.readings.families.hwmon = section(addHwmon(*frame.readings.sensors, hwmon));
    frame.readings.families.powerSupplies = section(addSupplies(*frame.readings.power, supplies));
    FamilyBuilder energy;
    for (const EnergyCounter& counter : frame.readings.power->energy)
        energy.add("node_rapl_package_joules_total", {"0", "/sys/class/powercap/" + counter.identity},
                   counter.joules);
    frame.readings.families.rapl = section(energy);
}

inline Applications demoApplications(double seconds) {
    return {
        {{"browser", seconds, 1e6 + seconds, 2e6, 3e6, 4e6, 5e8, 12}, {"editor", 7, {}, {}, {}, {}, 1e8, 1}},
        {"other", 99, 1, 2, 3, 4, 5e9, 200}};
}

template <class T, class Change>
void change(Section<T>& section, const Instant& readAt, Change act) {
    T reading = *section;
    act(reading);
    section = Section<T>(std::move(reading), readAt);
}

// What the demo has none of.
inline void addRareValues(Frame& frame) {
    Readings& readings = frame.readings;
    change(readings.gpus, frame.takenAt, [](Gpus& gpus) {
        Gpu& gpu = gpus.gpus.front();
        gpu.decoderRatio = gpu.encoderRatio = gpu.fanRatio = gpu.memoryBusyRatio = 0.25;
        gpu.memoryClockHertz = 8e8;
    });
    change(readings.sensors, frame.takenAt, [](Sensors& sensors) {
        for (const SensorKind kind : {SensorKind::Current, SensorKind::Humidity, SensorKind::Power}) {
            Sensor& sensor = sensors.sensors.emplace_back();
            sensor.kind = kind;
            sensor.identity = "board:1";
            sensor.chip = "board";
            sensor.label = "one";
            sensor.value = 0.5;
        }
    });
    change(readings.disks, frame.takenAt, [](Disks& disks) {
        DiskCounters& counters = disks.disks.front().counters;
        counters.discardSeconds = counters.discardsCompleted = counters.discardsMerged = 3;
        counters.discardedBytes = 1024;
        counters.flushesCompleted = counters.flushSeconds = 4;
    });
    change(readings.pressure, frame.takenAt, [](Pressure& pressure) {
        pressure.irq = PressureOfResource{{}, PressureLine{0.1, 0.2, 0.3, 4}};
    });
    change(readings.kernel, frame.takenAt,
           [](KernelActivity& kernel) { kernel.softirqs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}; });
    change(readings.power, frame.takenAt, [&frame](Power& power) {
        for (EnergyCounter& counter : power.energy)
            counter.joules = 1000 + 25 * seconds(frame.takenAt.monotonic);
    });
}

inline Frame demoFrame(DemoMachine& machine) {
    Frame frame = *machine.next();
    addRareValues(frame);
    addFamilies(frame);
    frame.applications = std::make_shared<const Applications>(demoApplications(seconds(frame.takenAt.wall)));
    frame.readings.virtualMemory = Section<VirtualMemory>(
        VirtualMemory{{std::make_shared<const std::vector<std::string>>(1, "pgfault"), {42}}}, frame.takenAt);
    return frame;
}

}  // namespace baro::test
