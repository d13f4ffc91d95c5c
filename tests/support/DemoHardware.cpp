#include "tests/support/DemoHardware.h"

#include <array>

#include "tests/support/DemoMachine.h"

namespace baro::test {
namespace {

constexpr double gigabyte = 1e9;

Filesystem filesystem(const char* device, const char* mountPoint, const char* type, double size,
                      double used) {
    Filesystem fs;
    fs.device = device;
    fs.mountPoint = mountPoint;
    fs.type = type;
    fs.space = FilesystemSpace{size, size - used, size - used - size * 0.05, size / 16384,
                               size / 16384 - used / 60000};
    return fs;
}

}  // namespace

CpuTopology demoTopology() {
    CpuTopology topology{"Demo Hybrid 24-thread processor", "Synthetic", "0x1", {}, 1, 16, 36u << 20};
    for (int cpu = 0; cpu < demoCpus; ++cpu) {
        const bool performance = cpu < 16;
        topology.cpus.push_back({cpu, 0, performance ? cpu / 2 : cpu - 8, 0,
                                 performance ? CoreClass::Performance : CoreClass::Efficiency});
    }
    return topology;
}

Host demoHost(double uptimeSeconds, double bootTimeSeconds) {
    Host host;
    host.name = "demo";
    host.kernelName = "Linux";
    host.kernelRelease = "6.1.0-18-amd64";
    host.kernelVersion = "#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1";
    host.architecture = "x86_64";
    host.osName = "Debian GNU/Linux 12 (bookworm)";
    host.osId = "debian";
    host.vendor = "Synthetic";
    host.model = "Demonstration workstation";
    host.boardName = "DW-1";
    host.biosVersion = "1.0";
    host.uptimeSeconds = uptimeSeconds;
    host.bootTimeSeconds = bootTimeSeconds;
    return host;
}

Filesystems demoFilesystems(double written) {
    Filesystems list;
    list.filesystems.push_back(filesystem("/dev/nvme0n1p2", "/", "ext4", 998 * gigabyte, 412 * gigabyte));
    list.filesystems.push_back(
        filesystem("/dev/nvme0n1p1", "/boot/efi", "vfat", 0.5 * gigabyte, 0.006 * gigabyte));
    list.filesystems.push_back(
        filesystem("/dev/sda1", "/srv/archive", "ext4", 4000 * gigabyte, 3510 * gigabyte + written));
    return list;
}

std::shared_ptr<const DiskFacts> demoDiskFacts(int which) {
    static const auto all = [] {
        std::array<std::shared_ptr<const DiskFacts>, 5> facts;
        facts[0] = std::make_shared<DiskFacts>(DiskFacts{"",
                                                         "Demo NVMe 1TB",
                                                         "DN000001",
                                                         "eui.00000000demo0001",
                                                         "nvme",
                                                         1'000'204'886'016u,
                                                         false,
                                                         false,
                                                         false,
                                                         {}});
        facts[1] = std::make_shared<DiskFacts>(DiskFacts{"nvme0n1",
                                                         "",
                                                         "",
                                                         "eui.00000000demo0001-part1",
                                                         "nvme",
                                                         536'870'912u,
                                                         false,
                                                         false,
                                                         false,
                                                         {"/boot/efi"}});
        facts[2] = std::make_shared<DiskFacts>(DiskFacts{"nvme0n1",
                                                         "",
                                                         "",
                                                         "eui.00000000demo0001-part2",
                                                         "nvme",
                                                         999'666'966'528u,
                                                         false,
                                                         false,
                                                         false,
                                                         {"/"}});
        facts[3] = std::make_shared<DiskFacts>(DiskFacts{"",
                                                         "Demo HDD 4TB",
                                                         "DH000002",
                                                         "wwn-0x50000000demo0002",
                                                         "sata",
                                                         4'000'787'030'016u,
                                                         true,
                                                         false,
                                                         false,
                                                         {}});
        facts[4] = std::make_shared<DiskFacts>(DiskFacts{"sda",
                                                         "",
                                                         "",
                                                         "wwn-0x50000000demo0002-part1",
                                                         "sata",
                                                         4'000'785'104'896u,
                                                         true,
                                                         false,
                                                         false,
                                                         {"/srv/archive"}});
        return facts;
    }();
    return all[static_cast<std::size_t>(which)];
}

std::shared_ptr<const InterfaceFacts> demoInterfaceFacts(int which) {
    static const auto all = [] {
        std::array<std::shared_ptr<const InterfaceFacts>, 3> facts;
        facts[0] = std::make_shared<InterfaceFacts>(InterfaceFacts{"00:00:00:00:00:00",
                                                                   {"127.0.0.1/8", "::1/128"},
                                                                   "unknown",
                                                                   "",
                                                                   std::nullopt,
                                                                   65536u,
                                                                   true,
                                                                   true,
                                                                   std::nullopt});
        facts[1] = std::make_shared<InterfaceFacts>(InterfaceFacts{"02:00:5e:10:00:01",
                                                                   {"192.0.2.14/24", "2001:db8::14/64"},
                                                                   "up",
                                                                   "full",
                                                                   1e9,
                                                                   1500u,
                                                                   true,
                                                                   false,
                                                                   std::nullopt});
        facts[2] = std::make_shared<InterfaceFacts>(InterfaceFacts{"02:00:5e:10:00:02",
                                                                   {"198.51.100.7/24"},
                                                                   "up",
                                                                   "",
                                                                   std::nullopt,
                                                                   1500u,
                                                                   true,
                                                                   false,
                                                                   WirelessLink{0.83, -52.0, std::nullopt}});
        return facts;
    }();
    return all[static_cast<std::size_t>(which)];
}

}  // namespace baro::test
