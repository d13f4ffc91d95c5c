// Devices whose folders hold many files of a word or a number: the input is what stands in the files of one
// of them, a NUL between two; files that it does not reach are not there.
#include <cmath>
#include <vector>

#include "core/metrics/MetricCatalog.h"
#include "core/model/FrameCodec.h"
#include "platform/linux/Bonding.h"
#include "platform/linux/Btrfs.h"
#include "platform/linux/ConnectionTracking.h"
#include "platform/linux/CpuFrequencies.h"
#include "platform/linux/CpuIdentity.h"
#include "platform/linux/CpuTopology.h"
#include "platform/linux/CpuVulnerabilities.h"
#include "platform/linux/DiskInfo.h"
#include "platform/linux/Disks.h"
#include "platform/linux/Entropy.h"
#include "platform/linux/Firmware.h"
#include "platform/linux/Gpu.h"
#include "platform/linux/Host.h"
#include "platform/linux/MdRaid.h"
#include "platform/linux/MemoryErrors.h"
#include "platform/linux/Network.h"
#include "platform/linux/NetworkClass.h"
#include "platform/linux/NumaMemory.h"
#include "platform/linux/Nvme.h"
#include "platform/linux/Power.h"
#include "platform/linux/ProcessCounts.h"
#include "platform/linux/SamePageMerging.h"
#include "platform/linux/Selinux.h"
#include "platform/linux/Sensors.h"
#include "platform/linux/SystemTime.h"
#include "platform/linux/ThermalClass.h"
#include "platform/linux/Watchdogs.h"
#include "platform/linux/Zfs.h"
#include "tests/fuzz/FuzzInput.h"
#include "tests/fuzz/TwistedBytes.h"
#include "tests/support/TemporaryTree.h"

using namespace baro;
using namespace baro::platform;

namespace {

std::unique_ptr<Collector> makePower(const Roots& roots) {
    return makePowerCollector(roots, {.supplies = true, .rapl = true});
}
std::unique_ptr<Collector> makeSensors(const Roots& roots) {
    return makeSensorsCollector(roots, true);
}

std::unique_ptr<Collector> makeGpu(const Roots& roots) {
    return makeGpuCollector(roots, makeNvmlLibrary(), PciNames(std::vector<std::string>()));
}

struct Device {
    std::unique_ptr<Collector> (*make)(const Roots& roots);
    std::string folder;  // of the files: below the root, with a slash behind it
    std::vector<std::string> files;
};

std::vector<Device> networkDevices() {
    return {
        {makeBondingCollector,
         "sys/class/net/",
         {"bonding_masters", "b/bonding/slaves", "b/lower_e/bonding_slave/mii_status",
          "b/slave_f/bonding_slave/mii_status"}},
        {makeNetworkClassCollector,
         "sys/class/net/e/",
         {"flags", "speed", "operstate", "mtu", "carrier", "dev_id", "ifindex", "address", "ifalias"}},
        {makeNetworkCollector,
         "",
         {"proc/net/dev", "sys/class/net/e/ifindex", "sys/class/net/e/speed", "sys/class/net/e/mtu",
          "sys/class/net/e/carrier", "sys/class/net/e/duplex", "proc/net/wireless"}},
        {makeConnectionTrackingCollector,
         "proc/",
         {"sys/net/netfilter/nf_conntrack_count", "sys/net/netfilter/nf_conntrack_max",
          "net/stat/nf_conntrack"}},
    };
}

std::vector<Device> storageDevices() {
    return {
        {makeNvmeCollector,
         "sys/class/nvme/nvme0/",
         {"nvme0n1/queue/logical_block_size", "nvme0n1/size", "nvme0n1/nuse", "nvme0n1/ana_state", "cntlid",
          "state"}},
        {makeBtrfsCollector,
         "sys/fs/btrfs/u/",
         {"label", "allocation/global_rsv_size", "devices/sda/size", "commit_stats",
          "allocation/data/raid5/used_bytes", "allocation/data/raid5/total_bytes",
          "allocation/data/bytes_reserved"}},
        {makeMdRaidCollector,
         "",
         {"proc/mdstat", "sys/block/md0/md/raid_disks", "sys/block/md0/md/degraded",
          "sys/block/md0/md/level"}},
        {makeDisksCollector,
         "",
         {"proc/diskstats", "sys/class/block/sda/size", "sys/class/block/sda/queue/rotational",
          "sys/class/block/sda/removable", "sys/class/block/sda/dev", "sys/class/block/sda/partition",
          "sys/class/block/sda/device/model", "udev/b8:0", "proc/self/mountinfo"}},
        {makeDiskInfoCollector, "", {"proc/diskstats", "sys/block/sda/queue/rotational", "udev/b8:0"}},
        {makeZfsCollector,
         "proc/spl/kstat/zfs/",
         {"arcstats", "tank/state", "tank/io", "tank/objset-0x36", "zil"}},
    };
}

std::vector<Device> boardDevices() {
    return {
        {makePower,
         "sys/class/",
         {"powercap/intel-rapl:0/name", "powercap/intel-rapl:0/max_energy_range_uj",
          "powercap/intel-rapl:0/energy_uj", "powercap/intel-rapl:0:0/name",
          "powercap/intel-rapl:0:0/max_energy_range_uj", "powercap/intel-rapl:0:0/energy_uj",
          "power_supply/BAT0/uevent", "power_supply/BAT0/type", "power_supply/BAT0/model_name"}},
        {makeSensors,
         "sys/class/",
         {"hwmon/hwmon0/name", "hwmon/hwmon0/temp1_input", "hwmon/hwmon0/temp1_crit",
          "hwmon/hwmon0/temp1_label", "hwmon/hwmon0/fan1_input", "hwmon/hwmon0/power1_average",
          "hwmon/hwmon0/freq1_input", "hwmon/hwmon0/freq1_label", "hwmon/hwmon0/beep_enable",
          "thermal/thermal_zone0/type", "thermal/thermal_zone0/temp",
          "thermal/thermal_zone0/trip_point_0_type", "thermal/thermal_zone0/trip_point_0_temp"}},
        {makeThermalClassCollector,
         "sys/class/thermal/",
         {"thermal_zone0/type", "thermal_zone0/temp", "cooling_device0/type", "cooling_device0/cur_state",
          "cooling_device0/max_state"}},
        {makeWatchdogsCollector,
         "sys/class/watchdog/watchdog0/",
         {"bootstatus", "fw_version", "timeleft", "timeout", "identity", "state"}},
        {makeFirmwareCollector, "sys/class/dmi/id/", {"bios_date", "bios_release", "sys_vendor"}},
        {makeGpu,
         "sys/devices/pci0000:00/0000:03:00.0/",
         {"vendor", "device", "gpu_busy_percent", "mem_info_vram_used", "mem_info_vram_total", "pp_dpm_sclk",
          "hwmon/hwmon5/temp1_input", "power/runtime_status", "power/control", "class"}},
        {makeMemoryErrorsCollector,
         "sys/devices/system/edac/mc/mc0/",
         {"ce_count", "ue_count", "csrow0/ce_count", "csrow0/ch0_ce_count", "csrow0/ch0_dimm_label"}},
    };
}

std::vector<Device> systemDevices() {
    return {
        {makeSystemTimeCollector,
         "sys/devices/system/clocksource/clocksource0/",
         {"available_clocksource", "current_clocksource"}},
        {makeSamePageMergingCollector,
         "sys/kernel/mm/ksm/",
         {"full_scans", "general_profit", "pages_shared", "run", "sleep_millisecs"}},
        {makeEntropyCollector, "proc/sys/kernel/random/", {"entropy_avail", "poolsize"}},
        {makeSelinuxCollector, "", {"sys/fs/selinux/enforce", "etc/selinux/config"}},
        {makeCpuVulnerabilitiesCollector,
         "sys/devices/system/cpu/vulnerabilities/",
         {"meltdown", "spectre_v2"}},
        {makeNumaMemoryCollector, "sys/devices/system/node/node0/", {"meminfo", "numastat"}},
        {makeProcessCountsCollector,
         "proc/",
         {"sys/kernel/threads-max", "sys/kernel/pid_max", "1/stat", "1/task/1/stat"}},
        {makeHostCollector,
         "",
         {"proc/sys/kernel/hostname", "proc/uptime", "proc/stat", "proc/sys/kernel/osrelease",
          "etc/os-release", "sys/class/dmi/id/sys_vendor", "sys/class/dmi/id/product_name", "proc/cpuinfo",
          "run/systemd/container", "sys/hypervisor/type"}},
        {makeCpuFrequenciesCollector,
         "sys/devices/system/cpu/",
         {"online", "cpufreq/policy0/affected_cpus", "cpufreq/policy0/scaling_cur_freq",
          "cpufreq/policy0/scaling_max_freq", "cpufreq/policy0/scaling_governor",
          "cpufreq/policy0/scaling_available_governors", "cpu0/thermal_throttle/core_throttle_count"}},
        {makeCpuTopologyCollector,
         "",
         {"proc/cpuinfo", "sys/devices/system/cpu/cpu0/topology/core_id",
          "sys/devices/system/cpu/cpu0/topology/physical_package_id",
          "sys/devices/system/cpu/cpu0/topology/thread_siblings_list",
          "sys/devices/system/cpu/cpu0/cache/index0/level", "sys/devices/system/cpu/cpu0/cache/index0/size",
          "sys/devices/system/cpu/cpu0/cache/index0/shared_cpu_list", "sys/devices/system/node/node0/cpulist",
          "sys/devices/cpu_core/cpus", "sys/devices/system/cpu/cpu0/cpu_capacity"}},
        {makeCpuIdentityCollector,
         "",
         {"proc/cpuinfo", "sys/devices/system/cpu/isolated", "sys/devices/system/cpu/cpu0/topology/core_id"}},
    };
}

std::vector<Device> allDevices() {
    std::vector<Device> all;
    for (const auto& some : {networkDevices(), storageDevices(), boardDevices(), systemDevices()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

// All folders, so that no input goes by what another one left, and how they are found.
void prepare(const test::TemporaryTree& tree, const std::vector<Device>& devices) {
    for (const Device& each : devices)
        for (const std::string& file : each.files) {
            tree.write(each.folder + file, "");
            tree.remove(each.folder + file);
        }
    const std::string device = "sys/devices/pci0000:00/0000:03:00.0/";
    tree.link(device + "driver", "../../../bus/pci/drivers/amdgpu");
    tree.write(device + "drm/card1/dev", "226:0\n");
    tree.link(device + "drm/card1/device", tree.path(device));
    tree.link("sys/class/drm/card1", tree.path(device + "drm/card1"));
}

class FiniteSink final : public SampleSink, public NamedSampleSink {
  public:
    explicit FiniteSink(std::size_t labels) : labels_(labels) {}
    void add(std::span<const std::string_view> labelValues, double value) override {
        fuzz::require(std::isfinite(value) && labelValues.size() == labels_);
    }
    void add(const KernelNamedMetric& metric, double value) override {
        fuzz::require(std::isfinite(value) && metric.labelNames.size() == metric.labelValues.size() &&
                      !metric.name.empty());
    }

  private:
    std::size_t labels_;
};

// Whatever was read, it is a Frame like any other: numbers are numbers, and it can be kept.
void check(const Frame& frame) {
    for (const Metric& metric : metricCatalog()) {
        FiniteSink sink(metric.labels.size());
        tell(metric, frame, sink);
    }
    FiniteSink sink(0);
    extractKernelNamed(frame, sink);
    const std::string bytes = encodeFrame(frame);
    const auto again = decodeFrame(bytes);
    fuzz::require(again && encodeFrame(*again) == bytes);
}

}  // namespace

// The first byte chooses the device.
BARO_FUZZ_TARGET(DeviceFoldersFuzz, text) {
    static const test::TemporaryTree tree;
    static const std::vector<Device> devices = [] {
        std::vector<Device> all = allDevices();
        prepare(tree, all);
        return all;
    }();
    static const Roots roots{.procfs = tree.path("proc"),
                             .sysfs = tree.path("sys"),
                             .udev = tree.path("udev"),
                             .etc = tree.path("etc")};
    const Device& device = devices[fuzz::takeNumber(text, 1) % devices.size()];
    std::vector<std::string> written;
    for (const std::string& file : device.files) {
        if (text.empty()) break;
        const auto content = text.substr(0, text.find('\0'));
        text.remove_prefix(std::min(content.size() + 1, text.size()));
        tree.write(written.emplace_back(device.folder + file), content);
    }
    Frame frame;
    frame.takenAt = {.wall = std::chrono::seconds(1'800'000'000),
                     .monotonic = std::chrono::seconds(1000),
                     .boot = std::chrono::seconds(1000)};
    const Status status = device.make(roots)->collect(frame.takenAt, frame.readings);
    fuzz::require(status || !status.error().message.empty());
    for (const std::string& file : written)
        tree.remove(file);
    check(frame);
}
