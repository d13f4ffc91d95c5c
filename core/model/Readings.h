// Everything a Frame knows, one section per subject, values exactly as read: counters stay counters.
#pragma once

#include "core/model/Cpu.h"
#include "core/model/Disks.h"
#include "core/model/Families.h"
#include "core/model/Filesystems.h"
#include "core/model/Gpu.h"
#include "core/model/Host.h"
#include "core/model/Load.h"
#include "core/model/Memory.h"
#include "core/model/Network.h"
#include "core/model/Power.h"
#include "core/model/Pressure.h"
#include "core/model/Process.h"
#include "core/model/Section.h"
#include "core/model/SelfCost.h"
#include "core/model/Sensors.h"
#include "core/model/SocketTraffic.h"

namespace baro {

struct Readings {
    Section<CpuActivity> cpu;
    Section<KernelActivity> kernel;
    Section<CpuFrequencies> cpuFrequencies;
    Section<CpuTopology> cpuTopology;
    Section<Load> load;
    Section<Memory> memory;
    Section<VirtualMemory> virtualMemory;
    Section<Pressure> pressure;
    Section<Disks> disks;
    Section<Filesystems> filesystems;
    Section<Network> network;
    Section<Sockets> sockets;
    Section<Sensors> sensors;
    Section<Power> power;
    Section<Gpus> gpus;
    Section<Host> host;
    Section<ProcessTable> processes;
    Section<SelfCost> self;
    FamilyReadings families;
    Section<SocketTraffic> socketTraffic;
};

}  // namespace baro
