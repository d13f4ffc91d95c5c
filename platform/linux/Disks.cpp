#include "platform/linux/Disks.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "platform/linux/DiskHardware.h"
#include "platform/linux/Diskstats.h"
#include "platform/linux/Mountinfo.h"

namespace baro::platform {
namespace {

constexpr std::chrono::seconds factsInterval{60};
constexpr std::chrono::seconds mountsInterval{5};

// Drivers that make devices in advance: loop0 to loop7 stand there on every machine and are nothing until
// used.
bool isMadeInAdvance(std::string_view name) {
    constexpr std::array<std::string_view, 4> kinds{"loop", "ram", "nbd", "fd"};
    return std::ranges::any_of(kinds, [name](std::string_view kind) {
        return name.starts_with(kind) && name.size() > kind.size() && name[kind.size()] >= '0' &&
               name[kind.size()] <= '9';
    });
}

bool isOn(const Mount& mount, const DiskstatsRow& device, const DiskFacts& facts) {
    if (mount.device == device.number) return true;
    // btrfs mounts have device numbers of their own, so the name that was mounted decides.
    return mount.source == "/dev/" + device.name ||
           (facts.transport == "dm" && mount.source == "/dev/mapper/" + facts.model);
}

// Binds of a folder inside (containers make dozens) are left out where the whole filesystem is mounted too.
std::vector<std::string> mountPointsOf(const DiskstatsRow& device, const DiskFacts& facts,
                                       const std::vector<Mount>& mounts) {
    std::vector<std::string> whole;
    std::vector<std::string> parts;
    for (const Mount& mount : mounts) {
        if (!isOn(mount, device, facts)) continue;
        auto& into = mount.root == "/" ? whole : parts;
        if (std::ranges::find(into, mount.mountPoint) == into.end()) into.push_back(mount.mountPoint);
    }
    return whole.empty() ? parts : whole;
}

class DisksCollector final : public SectionCollector<Disks> {
  public:
    explicit DisksCollector(const Roots& roots)
        : SectionCollector("disks", std::chrono::seconds(1), &Readings::disks),
          roots_(roots),
          diskstats_(roots.procfs + "/diskstats"),
          mounts_(roots) {}

  private:
    using Facts = std::shared_ptr<const DiskFacts>;
    using FactsByDevice = std::map<std::pair<DeviceNumber, std::string>, Facts>;

    Result<Disks> read() override {
        const auto text = diskstats_.read();
        if (!text) return text.error();
        auto rows = parseDiskstats(*text);
        if (!rows) return rows.error();
        std::erase_if(*rows,
                      [](const DiskstatsRow& row) { return isMadeInAdvance(row.name) && row.neverUsed(); });
        refreshFacts(*rows);
        return disksFrom(*rows);
    }

    Disks disksFrom(std::vector<DiskstatsRow>& rows) const {
        Disks disks;
        disks.disks.reserve(rows.size());
        for (DiskstatsRow& row : rows) {
            const Facts& facts = facts_.at({row.number, row.name});
            const bool detached = isMadeInAdvance(row.name) && facts->sizeBytes == 0u;
            if (!detached)
                disks.disks.push_back({std::move(row.name), row.counters, row.requestsInFlight, facts});
        }
        return disks;
    }

    void refreshFacts(const std::vector<DiskstatsRow>& rows) {
        const bool sameDevices =
            rows.size() == facts_.size() && std::ranges::all_of(rows, [&](const auto& row) {
                return facts_.contains({row.number, row.name});
            });
        const bool hardwareIsDue = !sameDevices || isDue(hardwareReadAt_, factsInterval);
        const bool mountsChanged = (hardwareIsDue || isDue(mountsReadAt_, mountsInterval)) && refreshMounts();
        if (!hardwareIsDue && !mountsChanged) return;
        FactsByDevice fresh;
        for (const DiskstatsRow& row : rows) {
            DiskFacts facts = hardwareIsDue ? readDiskFacts(roots_, row) : *facts_.at({row.number, row.name});
            facts.mountPoints = mountPointsOf(row, facts, mounts_.mounts());
            fresh.emplace(std::pair{row.number, row.name},
                          std::make_shared<const DiskFacts>(std::move(facts)));
        }
        facts_ = std::move(fresh);
        if (hardwareIsDue) hardwareReadAt_ = now().monotonic;
    }

    bool refreshMounts() {
        mountsReadAt_ = now().monotonic;
        // Without a mount table (a recorded tree may lack it) disks stand there without mount points.
        const auto refreshed = mounts_.refresh();
        return refreshed && refreshed->changed;
    }

    bool isDue(const std::optional<Nanoseconds>& readAt, Nanoseconds interval) const {
        return !readAt || now().monotonic - *readAt >= interval;
    }

    Roots roots_;
    KeptFile diskstats_;
    MountTable mounts_;
    FactsByDevice facts_;
    std::optional<Nanoseconds> hardwareReadAt_;
    std::optional<Nanoseconds> mountsReadAt_;
};

}  // namespace

std::unique_ptr<Collector> makeDisksCollector(const Roots& roots) {
    return std::make_unique<DisksCollector>(roots);
}

}  // namespace baro::platform
