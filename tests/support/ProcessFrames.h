// Frames with made-up processes, for the tests and benchmarks of what shows them.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/model/Frame.h"
#include "core/model/Memory.h"

namespace baro::test {

struct ProcessSample {
    int pid = 1;
    std::string name = "init";
    double cpu = 0;  // processors' worth
    int parentPid = 0;
    std::string user = "root";
    std::string application = "System";
    std::string commandLine{};
    std::uint64_t startTicks = 100;
    std::uint64_t residentBytes = 1 << 20;
    bool hasRate = true;
    bool kernelThread = false;
};

inline Process processFrom(const ProcessSample& sample) {
    ProcessFacts facts;
    facts.name = sample.name;
    facts.commandLine = sample.commandLine;
    facts.user = sample.user;
    facts.application = sample.application;
    facts.applicationReason = "systemd unit app-" + sample.application + ".scope";
    facts.kernelThread = sample.kernelThread;
    Process process;
    process.identity = {sample.pid, sample.startTicks};
    process.parentPid = sample.parentPid;
    process.state = 'S';
    process.threads = 1;
    process.residentBytes = sample.residentBytes;
    process.facts = std::make_shared<const ProcessFacts>(std::move(facts));
    return process;
}

// The samples ascend by pid. Four processors, 1 GiB of memory, an hour after boot.
inline Frame processFrame(const std::vector<ProcessSample>& samples, double unattributedCpuSeconds = 0.25) {
    constexpr double gibibyte = 1024.0 * 1024 * 1024;
    ProcessTable table;
    ProcessRates rates;
    for (const ProcessSample& sample : samples) {
        table.processes.push_back(processFrom(sample));
        if (!sample.hasRate) continue;
        ProcessRate rate;
        rate.identity = table.processes.back().identity;
        rate.cpuSeconds = sample.cpu;
        rates.processes.push_back(rate);
    }
    rates.unattributedCpuSeconds = unattributedCpuSeconds;
    rates.cpuCount = 4;

    Frame frame;
    frame.takenAt = {std::chrono::seconds(1'700'000'000), std::chrono::seconds(3600),
                     std::chrono::seconds(3600)};
    frame.readings.processes = Section<ProcessTable>(std::move(table), frame.takenAt);
    Memory memory;
    memory.meminfo.names =
        std::make_shared<const std::vector<std::string>>(std::initializer_list<std::string>{"MemTotal"});
    memory.meminfo.values = {gibibyte};
    frame.readings.memory = Section<Memory>(std::move(memory), frame.takenAt);
    frame.rates.processes = std::make_shared<const ProcessRates>(std::move(rates));
    return frame;
}

}  // namespace baro::test
