// What happened between two readings, per second. Made by deriveRates() only; collectors never difference.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/NamedValues.h"
#include "core/model/Process.h"
#include "core/model/Readings.h"

namespace baro {

// Shares of one processor's time, 0 to 1; they add up to 1. Guest time is shown apart and taken out of user and nice.
struct CpuShares {
    double user = 0;
    double nice = 0;
    double system = 0;
    double idle = 0;
    double iowait = 0;
    double irq = 0;
    double softirq = 0;
    double steal = 0;
    double guest = 0;
    // Everything but idle and iowait.
    double busy() const { return user + nice + system + irq + softirq + steal + guest; }
};

struct CpuCoreShares {
    int cpu = 0;
    std::optional<CpuShares> shares;  // nothing for a processor that just came or whose counters went backwards
};

struct CpuRates {
    CpuShares total;  // of the whole machine: 1 is every processor busy
    std::vector<CpuCoreShares> cpus;
};

struct KernelRates {
    double interruptsPerSecond = 0;
    double contextSwitchesPerSecond = 0;
    double forksPerSecond = 0;
};

struct DiskRates {
    std::string name;
    double readBytesPerSecond = 0;
    double writtenBytesPerSecond = 0;
    double readsPerSecond = 0;
    double writesPerSecond = 0;
    double busyRatio = 0;                            // 0 to 1
    std::optional<double> readLatencySeconds;        // mean per request; nothing without requests
    std::optional<double> writeLatencySeconds;
    double queueLength = 0;                          // mean requests in flight
};

struct NetworkRates {
    std::string name;
    double receivedBytesPerSecond = 0;
    double transmittedBytesPerSecond = 0;
    double receivedPacketsPerSecond = 0;
    double transmittedPacketsPerSecond = 0;
    double receiveErrorsPerSecond = 0;   // errors and drops
    double transmitErrorsPerSecond = 0;  // errors and drops
};

struct PressureRates {  // share of the last interval, 0 to 1
    std::optional<double> cpuSome, cpuFull, memorySome, memoryFull, ioSome, ioFull;
};

struct EnergyRate {
    std::string name;
    std::string identity;
    double watts = 0;
};

struct GpuRate {
    std::string identity;
    double busyRatio = 0;  // from the idle residency counter
};

struct ProcessRate {
    ProcessIdentity identity;
    double cpuSeconds = 0;  // per second: 1 is one whole processor
    double majorFaultsPerSecond = 0;
    std::optional<double> diskReadBytesPerSecond;
    std::optional<double> diskWrittenBytesPerSecond;
};

struct ProcessRates {
    std::vector<ProcessRate> processes;  // ascending by pid; only those seen in both readings
    // Processor time that no process seen in both readings accounts for: ended or just started ones, interrupts, steal.
    // Processors' worth; nothing when the machine's total is unknown.
    std::optional<double> unattributedCpuSeconds;
    double cpuCount = 0;  // processors online; 0 when unknown
};

struct Rates {
    std::optional<CpuRates> cpu;
    std::optional<KernelRates> kernel;
    std::optional<NamedValues> virtualMemory;  // per second
    std::optional<PressureRates> pressure;
    std::optional<std::vector<DiskRates>> disks;      // in the order of the reading; those in both readings
    std::optional<std::vector<NetworkRates>> network;
    std::optional<NamedValues> sockets;  // protocols, per second
    std::optional<std::vector<EnergyRate>> energy;
    std::optional<std::vector<GpuRate>> gpus;
    std::shared_ptr<const ProcessRates> processes;  // null when unknown
    std::optional<double> selfCpuRatio;             // of one processor
    std::optional<double> selfWrittenBytesPerSecond;
};

struct Frame;

// Why there are no rates across the time between two Frames.
enum class Discontinuity { None, FirstFrame, Slept, ClockStepped, Rebooted };

// Tells sleep (boot time ran ahead of monotonic time by more than 0.5 s), a stepped clock (wall time and monotonic time
// disagree by more than 0.5 s beyond sleep), and a reboot (monotonic time went back).
Discontinuity discontinuityBetween(const Instant& previous, const Instant& current);

// Pure: used live and on replay. A section read no further since the previous Frame keeps that Frame's rates.
// Nothing is derived across a discontinuity, for a device or process that is new (pid reuse included), or for a
// counter that went backwards.
Rates deriveRates(const Frame& previous, const Readings& current, const Instant& takenAt);

}  // namespace baro
