#include "platform/linux/LinuxPlatform.h"

#include "core/sampling/BackgroundCollector.h"
#include "platform/linux/ArpTable.h"
#include "platform/linux/Bonding.h"
#include "platform/linux/ClockDiscipline.h"
#include "platform/linux/ConnectionTracking.h"
#include "platform/linux/Btrfs.h"
#include "platform/linux/Cpu.h"
#include "platform/linux/CpuFrequencies.h"
#include "platform/linux/CpuIdentity.h"
#include "platform/linux/CpuTopology.h"
#include "platform/linux/CpuVulnerabilities.h"
#include "platform/linux/DiskInfo.h"
#include "platform/linux/Disks.h"
#include "platform/linux/Entropy.h"
#include "platform/linux/FileHandles.h"
#include "platform/linux/Filesystems.h"
#include "platform/linux/Firmware.h"
#include "platform/linux/Gpu.h"
#include "platform/linux/Host.h"
#include "platform/linux/Interrupts.h"
#include "platform/linux/LinuxClock.h"
#include "platform/linux/Load.h"
#include "platform/linux/MdRaid.h"
#include "platform/linux/Memory.h"
#include "platform/linux/MemoryErrors.h"
#include "platform/linux/Network.h"
#include "platform/linux/NetworkClass.h"
#include "platform/linux/NumaMemory.h"
#include "platform/linux/Nvme.h"
#include "platform/linux/OperatingSystem.h"
#include "platform/linux/Power.h"
#include "platform/linux/Pressure.h"
#include "platform/linux/ProcessControl.h"
#include "platform/linux/ProcessCounts.h"
#include "platform/linux/ProcessInspector.h"
#include "platform/linux/ProcessTable.h"
#include "platform/linux/SamePageMerging.h"
#include "platform/linux/SchedulerStatistics.h"
#include "platform/linux/SelfCost.h"
#include "platform/linux/Selinux.h"
#include "platform/linux/Sensors.h"
#include "platform/linux/SocketTraffic.h"
#include "platform/linux/Sockets.h"
#include "platform/linux/Softnet.h"
#include "platform/linux/SystemTime.h"
#include "platform/linux/UdpQueues.h"
#include "platform/linux/Systemd.h"
#include "platform/linux/Textfile.h"
#include "platform/linux/ThermalClass.h"
#include "platform/linux/VirtualMemory.h"
#include "platform/linux/Watchdogs.h"
#include "platform/linux/Zfs.h"

namespace baro::platform {
namespace {

// For what takes its time: devices, firmware, a look through all processes.
template <class... Sections>
std::unique_ptr<Collector> inBackground(std::unique_ptr<Collector> collector, Sections... sections) {
    return std::make_unique<BackgroundCollector>(std::move(collector), std::chrono::seconds(10), sections...);
}

// The same for one that is passed on.
template <auto Make, auto Section>
std::unique_ptr<Collector> apart(const Roots& roots) {
    return inBackground(Make(roots), Section);
}

// Metrics that are passed on as they are read, by node_exporter's names: read only when chosen.
struct PassedOn {
    std::string_view name;
    std::unique_ptr<Collector> (*make)(const Roots& roots);
};
constexpr PassedOn passedOn[] = {
    {"arp", makeArpTableCollector},
    {"bonding", makeBondingCollector},
    {"btrfs", makeBtrfsCollector},
    {"conntrack", makeConnectionTrackingCollector},
    {"cpu", apart<makeCpuIdentityCollector, &FamilyReadings::cpuInfo>},
    {"cpu_vulnerabilities", makeCpuVulnerabilitiesCollector},
    {"diskstats", makeDiskInfoCollector},
    {"dmi", makeFirmwareCollector},
    {"edac", makeMemoryErrorsCollector},
    {"entropy", makeEntropyCollector},
    {"filefd", makeFileHandlesCollector},
    {"interrupts", makeInterruptsCollector},
    {"ksmd", makeSamePageMergingCollector},
    {"mdadm", makeMdRaidCollector},
    {"meminfo_numa", makeNumaMemoryCollector},
    {"netclass", apart<makeNetworkClassCollector, &FamilyReadings::networkClass>},
    {"nvme", apart<makeNvmeCollector, &FamilyReadings::nvme>},
    {"os", makeOperatingSystemCollector},
    {"processes", apart<makeProcessCountsCollector, &FamilyReadings::processCounts>},
    {"schedstat", makeSchedulerStatisticsCollector},
    {"selinux", makeSelinuxCollector},
    {"softirqs", makeSoftirqsCollector},
    {"softnet", makeSoftnetCollector},
    {"systemd", apart<makeSystemdCollector, &FamilyReadings::systemd>},
    {"textfile", apart<makeTextfileCollector, &FamilyReadings::textfile>},
    {"thermal_zone", apart<makeThermalClassCollector, &FamilyReadings::thermalZones>},
    {"time", makeSystemTimeCollector},
    {"timex", makeClockDisciplineCollector},
    {"udp_queues", makeUdpQueuesCollector},
    {"watchdog", apart<makeWatchdogsCollector, &FamilyReadings::watchdog>},
    {"zfs", makeZfsCollector},
};

// The list: one line a subject, cheap and frequent ones first.
std::vector<std::unique_ptr<Collector>> collectorsBelow(const Roots& roots, const CollectorChoice& choice) {
    std::vector<std::unique_ptr<Collector>> list;
    list.push_back(makeLoadCollector(roots));
    list.push_back(makeCpuCollector(roots));
    list.push_back(makeMemoryCollector(roots));
    list.push_back(makePressureCollector(roots));
    list.push_back(makeDisksCollector(roots));
    list.push_back(makeFilesystemsCollector(roots, choice.isOn("filesystem")));
    list.push_back(makeNetworkCollector(roots));
    list.push_back(makeSocketsCollector(roots));
    list.push_back(makeVirtualMemoryCollector(roots));
    list.push_back(makeHostCollector(roots));
    list.push_back(makeCpuTopologyCollector(roots));
    list.push_back(makeCpuFrequenciesCollector(roots));
    list.push_back(makeProcessTableCollector(roots));
    list.push_back(makeSelfCostCollector(roots));
    list.push_back(inBackground(makeSocketTrafficCollector(roots), &Readings::socketTraffic));
    list.push_back(inBackground(makeGpuCollector(roots), &Readings::gpus));
    list.push_back(inBackground(
        makePowerCollector(
            roots, {.supplies = choice.isOn("powersupplyclass"), .rapl = choice.isOn("rapl")}),
        &Readings::power, &FamilyReadings::powerSupplies, &FamilyReadings::rapl));
    list.push_back(inBackground(makeSensorsCollector(roots, choice.isOn("hwmon")), &Readings::sensors,
                                &FamilyReadings::hwmon));
    for (const PassedOn& each : passedOn)
        if (choice.isOn(each.name)) list.push_back(each.make(roots));
    return list;
}

class LinuxPlatform final : public Platform {
  public:
    LinuxPlatform(Roots roots, CollectorChoice choice)
        : roots_(std::move(roots)),
          choice_(std::move(choice)),
          control_(makeProcessControl(roots_)),
          inspector_(makeProcessInspector(roots_)) {}

    const Clock& clock() const override { return clock_; }
    std::vector<std::unique_ptr<Collector>> makeCollectors() override {
        return collectorsBelow(roots_, choice_);
    }
    ProcessControl& processControl() override { return *control_; }
    ProcessInspector& processInspector() override { return *inspector_; }

  private:
    Roots roots_;
    CollectorChoice choice_;
    LinuxClock clock_;
    std::unique_ptr<ProcessControl> control_;
    std::unique_ptr<ProcessInspector> inspector_;
};

}  // namespace

std::unique_ptr<Platform> makeLinuxPlatform(const Roots& roots, const CollectorChoice& choice) {
    return std::make_unique<LinuxPlatform>(roots, choice);
}

}  // namespace baro::platform
