// The fields of the rates. They are in no encoded Frame, for they follow from two of them.
#pragma once

#include "core/model/FieldList.h"
#include "core/model/FrameFields.h"
#include "core/model/Rates.h"

namespace baro {

#define F(name) BARO_FIELD(name)

BARO_FIELDS(CpuShares, F(user), F(nice), F(system), F(idle), F(iowait), F(irq), F(softirq), F(steal),
            F(guest));
BARO_FIELDS(CpuCoreShares, F(cpu), F(shares));
BARO_FIELDS(CpuRates, F(total), F(cpus));
BARO_FIELDS(KernelRates, F(interruptsPerSecond), F(contextSwitchesPerSecond), F(forksPerSecond));
BARO_FIELDS(DiskRates, F(name), F(readBytesPerSecond), F(writtenBytesPerSecond), F(readsPerSecond),
            F(writesPerSecond), F(busyRatio), F(readLatencySeconds), F(writeLatencySeconds), F(queueLength));
BARO_FIELDS(NetworkRates, F(name), F(receivedBytesPerSecond), F(transmittedBytesPerSecond),
            F(receivedPacketsPerSecond), F(transmittedPacketsPerSecond), F(receiveErrorsPerSecond),
            F(transmitErrorsPerSecond));
BARO_FIELDS(PressureRates, F(cpuSome), F(cpuFull), F(memorySome), F(memoryFull), F(ioSome), F(ioFull));
BARO_FIELDS(EnergyRate, F(name), F(identity), F(watts));
BARO_FIELDS(GpuRate, F(identity), F(busyRatio));
BARO_FIELDS(ProcessRate, F(identity), F(cpuSeconds), F(majorFaultsPerSecond), F(diskReadBytesPerSecond),
            F(diskWrittenBytesPerSecond));
BARO_FIELDS(ProcessRates, F(processes), F(unattributedCpuSeconds), F(cpuCount));
BARO_FIELDS(Rates, F(cpu), F(kernel), F(virtualMemory), F(pressure), F(disks), F(network), F(sockets),
            F(energy), F(gpus), F(processes), F(selfCpuRatio), F(selfWrittenBytesPerSecond));

#undef F

}  // namespace baro
