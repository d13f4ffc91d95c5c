// Frames to start from: the demo machine's, which has a device of every kind, with fewer of each so that an
// execution stays short.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/model/Frame.h"
#include "tests/support/DemoMachine.h"

namespace baro::fuzz {

template <class T>
void shorten(std::vector<T>& list) {
    constexpr std::size_t kept = 3;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(std::min(kept, list.size())), list.end());
}

inline void shorten(NamedValues& list) {
    if (!list.names) return;
    auto names = *list.names;
    shorten(names);
    shorten(list.values);
    list.names = std::make_shared<const std::vector<std::string>>(std::move(names));
}

// The Section with its reading changed.
template <class T, class Change>
void change(Section<T>& section, Change act) {
    if (!section) return;
    T reading = *section;
    act(reading);
    section = Section<T>(std::move(reading), section.takenAt());
}

// Neighbouring seconds.
inline std::vector<Frame> seedFrames(std::size_t count) {
    test::DemoMachine machine;
    std::vector<Frame> frames;
    while (frames.size() < count) {
        Frame frame = *machine.next();
        Readings& readings = frame.readings;
        change(readings.cpu, [](CpuActivity& cpu) { shorten(cpu.cpus); });
        change(readings.cpuTopology, [](CpuTopology& topology) { shorten(topology.cpus); });
        change(readings.cpuFrequencies, [](CpuFrequencies& frequencies) { shorten(frequencies.cpus); });
        change(readings.memory, [](Memory& memory) { shorten(memory.meminfo); });
        change(readings.virtualMemory, [](VirtualMemory& memory) { shorten(memory.counters); });
        change(readings.sockets, [](Sockets& sockets) {
            shorten(sockets.protocols);
            shorten(sockets.sockets);
        });
        change(readings.processes, [](ProcessTable& table) { shorten(table.processes); });
        change(readings.sensors, [](Sensors& sensors) { shorten(sensors.sensors); });
        readings.socketTraffic =
            Section<SocketTraffic>(SocketTraffic{{{{1, 1}, 1000, 20}, {{2, 7}, 3, 4}}}, frame.takenAt);
        shorten(frame.health);
        frames.push_back(std::move(frame));
    }
    return frames;
}

}  // namespace baro::fuzz
