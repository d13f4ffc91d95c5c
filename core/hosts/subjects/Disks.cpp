#include <array>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "core/hosts/subjects/Subjects.h"

namespace baro::hosts {
namespace {

constexpr std::array<std::pair<std::string_view, double DiskCounters::*>, 10> always{{
    {"node_disk_reads_completed_total", &DiskCounters::readsCompleted},
    {"node_disk_reads_merged_total", &DiskCounters::readsMerged},
    {"node_disk_read_bytes_total", &DiskCounters::readBytes},
    {"node_disk_read_time_seconds_total", &DiskCounters::readSeconds},
    {"node_disk_writes_completed_total", &DiskCounters::writesCompleted},
    {"node_disk_writes_merged_total", &DiskCounters::writesMerged},
    {"node_disk_written_bytes_total", &DiskCounters::writtenBytes},
    {"node_disk_write_time_seconds_total", &DiskCounters::writeSeconds},
    {"node_disk_io_time_seconds_total", &DiskCounters::busySeconds},
    {"node_disk_io_time_weighted_seconds_total", &DiskCounters::weightedBusySeconds},
}};
constexpr std::array<std::pair<std::string_view, std::optional<double> DiskCounters::*>, 5> newerKernels{{
    {"node_disk_discards_completed_total", &DiskCounters::discardsCompleted},
    {"node_disk_discards_merged_total", &DiskCounters::discardsMerged},
    {"node_disk_discard_time_seconds_total", &DiskCounters::discardSeconds},
    {"node_disk_flush_requests_total", &DiskCounters::flushesCompleted},
    {"node_disk_flush_requests_time_seconds_total", &DiskCounters::flushSeconds},
}};

struct DiskSeen {
    Disk disk;
    DiskFacts facts;
};
using DisksSeen = std::map<std::string, DiskSeen, std::less<>>;

DiskSeen& seenAs(DisksSeen& disks, std::string_view name) {
    const auto [found, isNew] = disks.try_emplace(std::string(name));
    if (isNew) {
        found->second.disk.name = name;
        for (const auto& [metric, field] : always)
            found->second.disk.counters.*field = std::numeric_limits<double>::quiet_NaN();
    }
    return found->second;
}

DisksSeen countersOf(SubjectReader& reader) {
    DisksSeen disks;
    const auto forEachDisk = [&](std::string_view metric, auto take) {
        reader.each(metric, [&](const Labels& labels, double value) {
            const std::string_view name = labels.value("device");
            if (!name.empty()) take(seenAs(disks, name).disk, value);
        });
    };
    for (const auto& [metric, field] : always)
        forEachDisk(metric, [field = field](Disk& disk, double value) { disk.counters.*field = value; });
    for (const auto& [metric, field] : newerKernels)
        forEachDisk(metric, [field = field](Disk& disk, double value) { disk.counters.*field = value; });
    forEachDisk("node_disk_discarded_sectors_total",
                [](Disk& disk, double sectors) { disk.counters.discardedBytes = sectors * sectorBytes; });
    forEachDisk("node_disk_io_now",
                [](Disk& disk, double now) { disk.requestsInFlight = asCount(now).value_or(0); });
    return disks;
}

// How it is attached, as far as its udev path or its name tells; else empty.
std::string_view transportOf(std::string_view name, std::string_view path) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> parts{
        {{"-usb-", "usb"}, {"-ata-", "sata"}, {"nvme", "nvme"}, {"virtio", "virtio"}}};
    for (const auto& [part, transport] : parts)
        if (path.find(part) != std::string_view::npos) return transport;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> beginnings{{{"nvme", "nvme"},
                                                                                       {"loop", "loop"},
                                                                                       {"dm-", "dm"},
                                                                                       {"md", "md"},
                                                                                       {"mmcblk", "mmc"},
                                                                                       {"zram", "zram"}}};
    for (const auto& [beginning, transport] : beginnings)
        if (name.starts_with(beginning)) return transport;
    return {};
}

void takeInfo(SubjectReader& reader, DisksSeen& disks) {
    reader.each("node_disk_info", [&disks](const Labels& labels, double) {
        const auto found = disks.find(labels.value("device"));
        if (found == disks.end()) return;
        DiskFacts& facts = found->second.facts;
        facts.model = labels.value("model");
        facts.serial = labels.value("serial");
        facts.identity = labels.value(labels.value("wwn").empty() ? "serial" : "wwn");
        facts.transport = transportOf(found->first, labels.value("path"));
        if (!labels.value("rotational").empty()) facts.rotational = labels.value("rotational") == "1";
    });
}

// The disk that a partition is of, by their names: nvme0n1p2 of nvme0n1, sda1 of sda.
std::string_view parentOf(std::string_view name, const DisksSeen& disks) {
    std::string_view rest = name;
    while (!rest.empty() && rest.back() >= '0' && rest.back() <= '9')
        rest.remove_suffix(1);
    if (rest.size() == name.size() || rest.empty()) return {};
    if (rest.back() == 'p' && rest.size() > 1 && rest[rest.size() - 2] >= '0' && rest[rest.size() - 2] <= '9')
        rest.remove_suffix(1);
    return disks.contains(rest) ? rest : std::string_view();
}

// "/dev/sda1" is sda1, "/dev/mapper/vault" the dm-N of that name.
std::string_view diskOf(std::string_view device, const std::map<std::string_view, std::string_view>& mapped) {
    constexpr std::string_view folder = "/dev/";
    constexpr std::string_view mapper = "/dev/mapper/";
    if (device.starts_with(mapper)) {
        const auto found = mapped.find(device.substr(mapper.size()));
        return found == mapped.end() ? std::string_view() : found->second;
    }
    return device.starts_with(folder) ? device.substr(folder.size()) : std::string_view();
}

// Of a partition that is not told, as those of sda, they are the disk's.
void takeMountPoints(const HostSeries& series, DisksSeen& disks) {
    std::map<std::string_view, std::string_view> mapped;
    SubjectReader reader(series);
    reader.each("node_disk_device_mapper_info", [&mapped](const Labels& labels, double) {
        mapped[labels.value("name")] = labels.value("device");
    });
    std::set<std::pair<std::string_view, std::string_view>> mounts;
    reader.each("node_filesystem_readonly", [&](const Labels& labels, double) {
        mounts.emplace(diskOf(labels.value("device"), mapped), labels.value("mountpoint"));
    });
    for (const auto& [name, mountPoint] : mounts) {
        auto found = disks.find(name);
        if (found == disks.end()) found = disks.find(parentOf(name, disks));
        if (found != disks.end()) found->second.facts.mountPoints.emplace_back(mountPoint);
    }
}

}  // namespace

void readDisks(const HostSeries& series, Readings& into) {
    SubjectReader reader(series);
    DisksSeen seen = countersOf(reader);
    takeInfo(reader, seen);
    takeMountPoints(series, seen);
    Disks disks;
    for (auto& [name, one] : seen) {
        one.facts.parent = parentOf(name, seen);
        one.disk.facts = std::make_shared<const DiskFacts>(std::move(one.facts));
        disks.disks.push_back(std::move(one.disk));
    }
    into.disks = reader.section(std::move(disks), "disks", !seen.empty());
}

}  // namespace baro::hosts
