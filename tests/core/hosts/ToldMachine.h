// The demo machine with all that a real one may tell: values that the demo has none of, and applications.
#pragma once

#include "tests/support/DemoFamilies.h"
#include "tests/support/DemoMachine.h"

namespace baro::test {

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
    frame.readings.families = {};  // of before the rare values
    addFamilies(frame.readings, frame.takenAt);
    frame.applications = std::make_shared<const Applications>(demoApplications(seconds(frame.takenAt.wall)));
    frame.readings.virtualMemory = Section<VirtualMemory>(
        VirtualMemory{{std::make_shared<const std::vector<std::string>>(1, "pgfault"), {42}}}, frame.takenAt);
    return frame;
}

}  // namespace baro::test
