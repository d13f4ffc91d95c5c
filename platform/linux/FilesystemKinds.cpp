#include "platform/linux/FilesystemKinds.h"

#include <algorithm>
#include <array>
#include <map>

namespace baro::platform {
namespace {

// node_exporter's default (collector/filesystem_linux.go). Unlike a page it tells of every tmpfs.
constexpr std::array<std::string_view, 25> unreportedTypes{
    "autofs",    "binfmt_misc", "bpf",   "cgroup",  "cgroup2",   "configfs",   "debugfs",
    "devpts",    "devtmpfs",    "erofs", "fusectl", "hugetlbfs", "iso9660",    "mqueue",
    "nsfs",      "overlay",     "proc",  "procfs",  "pstore",    "rpc_pipefs", "securityfs",
    "selinuxfs", "squashfs",    "sysfs", "tracefs"};

bool isCovered(const std::vector<Mount>& mounts, std::size_t index) {
    return std::any_of(mounts.begin() + static_cast<std::ptrdiff_t>(index) + 1, mounts.end(),
                       [&](const Mount& later) { return later.mountPoint == mounts[index].mountPoint; });
}

}  // namespace

bool isPseudoFilesystem(const Mount& mount) {
    return baro::isPseudoFilesystem(mount.type, mount.mountPoint);
}

bool mayHang(std::string_view type) {
    return isNetworkFilesystem(type) || type.starts_with("fuse");
}

bool isReportedMount(const Mount& mount) {
    constexpr std::array<std::string_view, 3> kernelFolders{"/dev", "/proc", "/sys"};
    constexpr std::array<std::string_view, 3> stores{"/run/credentials", "/var/lib/containers/storage",
                                                     "/var/lib/docker"};
    const std::string_view place = mount.mountPoint;
    if (std::ranges::any_of(kernelFolders, [place](auto folder) { return isWithin(place, folder); }))
        return false;
    if (std::ranges::any_of(stores, [place](auto store) { return place != store && isWithin(place, store); }))
        return false;
    return std::ranges::find(unreportedTypes, mount.type) == unreportedTypes.end();
}

std::vector<Mount> mountsToShow(const std::vector<Mount>& mounts) {
    std::vector<Mount> shown;
    std::map<DeviceNumber, std::size_t> rowOfDevice;
    for (std::size_t i = 0; i < mounts.size(); ++i) {
        if (isPseudoFilesystem(mounts[i]) || isCovered(mounts, i)) continue;
        const auto [row, isNew] = rowOfDevice.emplace(mounts[i].device, shown.size());
        if (isNew) {
            shown.push_back(mounts[i]);
        } else if (mounts[i].mountPoint.size() < shown[row->second].mountPoint.size()) {
            shown[row->second] = mounts[i];
        }
    }
    return shown;
}

}  // namespace baro::platform
