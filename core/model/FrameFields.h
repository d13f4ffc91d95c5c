// What an encoded Frame is made of: every field of every struct, in the order in which it is written.
// The order is the format (docs/frame-format.md): a change here raises frameFormatVersion in FrameCodec.h.
// What came later is marked F_SINCE, and Frames from before it are still read.
#pragma once

#include "core/model/FieldList.h"
#include "core/model/Frame.h"

namespace baro {

#define F(name) BARO_FIELD(name)
#define F_SINCE(version, name) BARO_FIELD_SINCE(version, name)

BARO_FIELDS(CpuTimes, F(userSeconds), F(niceSeconds), F(systemSeconds), F(idleSeconds), F(iowaitSeconds),
            F(irqSeconds), F(softirqSeconds), F(stealSeconds), F(guestSeconds), F(guestNiceSeconds));
BARO_FIELDS(CpuCoreTimes, F(cpu), F(times));
BARO_FIELDS(CpuActivity, F(total), F(cpus));
BARO_FIELDS(KernelActivity, F(interrupts), F(contextSwitches), F(forks), F(bootTimeSeconds), F(running),
            F(blocked), F(softirqs));
BARO_FIELDS(CpuFrequency, F(cpu), F(currentHertz), F(minimumHertz), F(maximumHertz), F(hardwareMaximumHertz),
            F(governor), F(governors), F(coreThrottles), F(packageThrottles));
BARO_FIELDS(CpuFrequencies, F(cpus));
BARO_FIELDS(CpuPlace, F(cpu), F(package), F(core), F(numaNode), F(coreClass));
BARO_FIELDS(CpuTopology, F(model), F(vendor), F(microcode), F(cpus), F(packages), F(cores), F(cacheBytes));
BARO_FIELDS(Load, F(oneMinute), F(fiveMinutes), F(fifteenMinutes), F(runnableTasks), F(tasks));
BARO_FIELDS(Memory, F(meminfo), F(zfsArcBytes), F(zfsArcMinimumBytes));
BARO_FIELDS(VirtualMemory, F(counters));
BARO_FIELDS(PressureLine, F(average10Ratio), F(average60Ratio), F(average300Ratio), F(stalledSeconds));
BARO_FIELDS(PressureOfResource, F(some), F(full));
BARO_FIELDS(Pressure, F(cpu), F(memory), F(io), F(irq));

BARO_FIELDS(DiskCounters, F(readsCompleted), F(readsMerged), F(readBytes), F(readSeconds), F(writesCompleted),
            F(writesMerged), F(writtenBytes), F(writeSeconds), F(busySeconds), F(weightedBusySeconds),
            F(discardsCompleted), F(discardsMerged), F(discardedBytes), F(discardSeconds),
            F(flushesCompleted), F(flushSeconds));
BARO_FIELDS(DiskFacts, F(parent), F(model), F(serial), F(identity), F(transport), F(sizeBytes), F(rotational),
            F(removable), F(readOnly), F(mountPoints));
BARO_FIELDS(Disk, F(name), F(counters), F(requestsInFlight), F(facts));
BARO_FIELDS(Disks, F(disks));
BARO_FIELDS(FilesystemSpace, F(sizeBytes), F(freeBytes), F(availableBytes), F(files), F(filesFree));
BARO_FIELDS(Filesystem, F(device), F(mountPoint), F(type), F(readOnly), F(network), F(space), F(problem));
BARO_FIELDS(Filesystems, F(filesystems));

BARO_FIELDS(NetworkCounters, F(bytes), F(packets), F(errors), F(drops), F(fifo), F(frame), F(compressed),
            F(multicast));
BARO_FIELDS(WirelessLink, F(qualityRatio), F(signalDbm), F(noiseDbm));
BARO_FIELDS(InterfaceFacts, F(macAddress), F(addresses), F(operState), F(duplex), F(speedBitsPerSecond),
            F(mtuBytes), F(carrier), F(isVirtual), F(wireless));
BARO_FIELDS(NetworkInterface, F(name), F(index), F(received), F(transmitted), F(facts));
BARO_FIELDS(Network, F(interfaces));
BARO_FIELDS(Sockets, F(protocols), F(sockets));

BARO_FIELDS(Sensor, F(kind), F(identity), F(chip), F(channel), F(label), F(value), F(low), F(high),
            F(critical), F(alarm), F(problem), F_SINCE(5, lowCritical), F_SINCE(5, emergency), F_SINCE(5, cap));
BARO_FIELDS(Sensors, F(sensors));
BARO_FIELDS(Battery, F(name), F(model), F(vendor), F(status), F(chargeRatio), F(healthRatio), F(powerWatts),
            F(energyJoules), F(fullJoules), F(voltageVolts), F(cycles), F(ofPeripheral));
BARO_FIELDS(Mains, F(name), F(online));
BARO_FIELDS(EnergyCounter, F(name), F(identity), F(joules), F(wrapsAtJoules));
BARO_FIELDS(Power, F(batteries), F(mains), F(energy), F(energyProblem));
BARO_FIELDS(GpuPart, F(name), F(clockHertz), F(idleResidencySeconds));
BARO_FIELDS(Gpu, F(identity), F(driver), F(model), F(asleep), F(discrete), F(busyRatio), F(memoryBusyRatio),
            F(memoryUsedBytes), F(memoryTotalBytes), F(coreClockHertz), F(memoryClockHertz),
            F(temperatureCelsius), F(temperatureLimitCelsius), F(powerWatts), F(powerLimitWatts), F(fanRpm),
            F(fanRatio), F(encoderRatio), F(decoderRatio), F(idleResidencySeconds), F(problem),
            F_SINCE(5, parts));
BARO_FIELDS(Gpus, F(gpus));
BARO_FIELDS(Host, F(name), F(domainName), F(kernelName), F(kernelRelease), F(kernelVersion), F(architecture),
            F(osName), F(osId), F(vendor), F(model), F(boardName), F(biosVersion), F(virtualization),
            F(uptimeSeconds), F(bootTimeSeconds));

BARO_FIELDS(ProcessIdentity, F(pid), F(startTicks));
BARO_FIELDS(ProcessFacts, F(name), F(commandLine), F(executable), F(userId), F(user), F(cgroup),
            F(systemdUnit), F(container), F(application), F(applicationReason), F(kernelThread));
BARO_FIELDS(Process, F(identity), F(parentPid), F(state), F(nice), F(threads), F(lastCpu), F(userSeconds),
            F(systemSeconds), F(minorFaults), F(majorFaults), F(residentBytes), F(virtualBytes), F(swapBytes),
            F(diskReadBytes), F(diskWrittenBytes), F(facts));
BARO_FIELDS(ProcessTable, F(processes), F(ticksPerSecond), F(unreadableIo));
BARO_FIELDS(ProcessTraffic, F(identity), F(receivedBytes), F(sentBytes));
BARO_FIELDS(SocketTraffic, F(processes));
BARO_FIELDS(SelfCost, F(cpuSeconds), F(residentBytes), F(openDescriptors), F(threads), F(virtualBytes),
            F(mostVirtualBytes), F(mostDescriptors), F(startedAtSeconds), F(writtenBytes));

BARO_FIELDS(FamilySample, F(labelValues), F(value));
BARO_FIELDS(FamilyDescription, F(kind), F(help), F(labelNames));
BARO_FIELDS(Family, F(name), F(samples), F(description));
BARO_FIELDS(Families, F(families));
BARO_FIELDS(FamilyReadings, F(arp), F(bonding), F(btrfs), F(conntrack), F(cpuInfo), F(cpuVulnerabilities),
            F(diskInfo), F(dmi), F(edac), F(entropy), F(fileDescriptors), F(filesystems), F(hwmon),
            F(interrupts), F(ksm), F(mdRaid), F(networkClass), F(numaMemory), F(nvme), F(os),
            F(powerSupplies), F(processCounts), F(rapl), F(scheduler), F(selinux), F(softirqs), F(softnet), F(systemd),
            F(textfile), F(thermalZones), F(time), F(timex), F(udpQueues), F(watchdog), F(zfs));

BARO_FIELDS(Readings, F(cpu), F(kernel), F(cpuFrequencies), F(cpuTopology), F(load), F(memory),
            F(virtualMemory), F(pressure), F(disks), F(filesystems), F(network), F(sockets), F(sensors),
            F(power), F(gpus), F(host), F(processes), F(self), F(families),
            F_SINCE(4, socketTraffic));
BARO_FIELDS(CollectorHealth, F(name), F(state), F(reason), F(interval), F(duration), F(readings), F(failures),
            F(secondsSpent));
BARO_FIELDS(Error, F(kind), F(message));

#undef F
#undef F_SINCE

// The highest value of each enumeration that is written; a decoder refuses what is above.
template <class T>
inline constexpr T lastOf = T{};
template <>
inline constexpr CoreClass lastOf<CoreClass> = CoreClass::Efficiency;
template <>
inline constexpr SensorKind lastOf<SensorKind> = SensorKind::Humidity;
template <>
inline constexpr CollectorHealth::State lastOf<CollectorHealth::State> = CollectorHealth::State::Failed;
template <>
inline constexpr MetricKind lastOf<MetricKind> = MetricKind::Untyped;
template <>
inline constexpr ErrorKind lastOf<ErrorKind> = ErrorKind::Failed;
template <>
inline constexpr Discontinuity lastOf<Discontinuity> = Discontinuity::Rebooted;

}  // namespace baro
