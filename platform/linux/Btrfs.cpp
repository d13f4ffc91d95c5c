#include "platform/linux/Btrfs.h"

#include <array>
#include <utility>

#include "core/base/Numbers.h"
#include "core/base/Text.h"
#include "core/model/Disks.h"
#include "core/model/FamilyBuilder.h"
#include "core/sampling/FamiliesCollector.h"

namespace baro::platform {
namespace {

constexpr std::array<std::string_view, 3> blockGroupTypes{"data", "metadata", "system"};

class BtrfsCollector final : public FamiliesCollector {
  public:
    explicit BtrfsCollector(const Roots& roots)
        : FamiliesCollector("btrfs", std::chrono::seconds(10), &FamilyReadings::btrfs),
          root_(roots.sysfs + "/fs/btrfs") {}

  protected:
    Result<Families> read() override {
        const auto names = listDirectory(root_);
        if (!names && names.error().kind == ErrorKind::Absent) return absent("the kernel has no btrfs");
        if (!names) return names.error();
        families_ = {};
        for (const std::string& uuid : *names)
            addFilesystem(uuid);
        Families found = families_.take();
        if (found.families.empty()) return absent("no btrfs filesystem is mounted");
        return found;
    }

  private:
    // A mounted one.
    void addFilesystem(const std::string& uuid) {
        folder_ = root_ + "/" + uuid;
        uuid_ = uuid;
        const auto label = readAttribute(folder_ + "/label");
        if (!label) return;  // "features" and "debug" are no filesystems
        families_.add("node_btrfs_info", {*label, uuid_}, 1);
        addNumber("node_btrfs_global_rsv_size_bytes", {uuid_}, folder_ + "/allocation/global_rsv_size");
        addDevices();
        addCommits();
        for (const std::string_view type : blockGroupTypes)
            addAllocation(type);
    }

    void addNumber(std::string_view name, std::initializer_list<std::string_view> labels,
                   const std::string& path) {
        if (const auto number = part(readNumber(path))) families_.add(name, labels, *number);
    }

    void addDevices() {
        devices_ = 0;
        const auto devices = listDirectory(folder_ + "/devices");
        if (!devices) return;
        devices_ = devices->size();
        for (const std::string& device : *devices) {
            const auto sectors = part(readNumber(folder_ + "/devices/" + device + "/size"));
            if (sectors)
                families_.add("node_btrfs_device_size_bytes", {device, uuid_}, *sectors * sectorBytes);
        }
    }

    // A kernel before 6.0 counts none; node_exporter says 0 then, and so it is here, since the names are its
    // own.
    void addCommits() {
        const std::string path = folder_ + "/commit_stats";
        const auto text = readFile(path);
        const auto commits = part(text ? parseBtrfsCommits(*text) : BtrfsCommits{}, path);
        if (!commits) return;
        families_.add("node_btrfs_commits_total", {uuid_}, commits->commits);
        families_.add("node_btrfs_last_commit_seconds", {uuid_}, commits->lastSeconds);
        families_.add("node_btrfs_max_commit_seconds", {uuid_}, commits->longestSeconds);
        families_.add("node_btrfs_commit_seconds_total", {uuid_}, commits->totalSeconds);
    }

    void addAllocation(std::string_view type) {
        const std::string folder = folder_ + "/allocation/" + std::string(type);
        addNumber("node_btrfs_reserved_bytes", {type, uuid_}, folder + "/bytes_reserved");
        const auto names = listDirectory(folder);
        if (!names) return;
        for (const std::string& profile : *names) {
            const std::string layout = folder + "/" + profile;
            const auto used = part(readNumber(layout + "/used_bytes"));
            if (!used) continue;  // an attribute, not a profile
            families_.add("node_btrfs_used_bytes", {type, profile, uuid_}, *used);
            addNumber("node_btrfs_size_bytes", {type, profile, uuid_}, layout + "/total_bytes");
            if (const auto ratio = btrfsAllocationRatio(profile, devices_))
                families_.add("node_btrfs_allocation_ratio", {type, profile, uuid_}, *ratio);
        }
    }

    const std::string root_;
    FamilyBuilder families_;  // of the reading under way
    // Of the filesystem at hand:
    std::string folder_;
    std::string uuid_;
    std::size_t devices_ = 0;
};

}  // namespace

Result<BtrfsCommits> parseBtrfsCommits(std::string_view text) {
    constexpr double millisecondsPerSecond = 1000;
    BtrfsCommits commits;
    const std::array<std::pair<std::string_view, double*>, 4> fields{{
        {"commits", &commits.commits},
        {"last_commit_ms", &commits.lastSeconds},
        {"max_commit_ms", &commits.longestSeconds},
        {"total_commit_ms", &commits.totalSeconds},
    }};
    for (const auto& [name, field] : fields) {
        // Others stand between them: cur_commit_ms does since Linux 6.17.
        auto line = takeLine(text);
        while (line && takeField(*line) != name)
            line = takeLine(text);
        if (!line) return malformed("commit_stats of btrfs has no line " + std::string(name));
        const auto number = parseNumber<std::uint64_t>(trimmed(*line));
        if (!number) return malformed("commit_stats of btrfs has no number of " + std::string(name));
        *field = static_cast<double>(*number) / (name == "commits" ? 1 : millisecondsPerSecond);
    }
    return commits;
}

// https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html, the table of profiles.
std::optional<double> btrfsAllocationRatio(std::string_view profile, std::size_t devices) {
    if (profile == "single" || profile == "raid0") return 1;
    if (profile == "dup" || profile == "raid1" || profile == "raid10") return 2;
    if (profile == "raid1c3") return 3;
    if (profile == "raid1c4") return 4;
    const std::size_t parity = profile == "raid5" ? 1 : profile == "raid6" ? 2 : 0;
    if (parity == 0 || devices <= parity) return std::nullopt;
    return static_cast<double>(devices) / static_cast<double>(devices - parity);
}

std::unique_ptr<Collector> makeBtrfsCollector(const Roots& roots) {
    return std::make_unique<BtrfsCollector>(roots);
}

}  // namespace baro::platform
