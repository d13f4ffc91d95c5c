#include "platform/linux/FilesystemKinds.h"

#include <algorithm>
#include <array>
#include <map>

namespace baro::platform {
namespace {

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& sorted, std::string_view type) {
    return std::ranges::binary_search(sorted, type);
}

// Views into the kernel or into a program: they hold no files that take space.
constexpr std::array<std::string_view, 31> kernelViews{
    "autofs",     "bdev",        "binfmt_misc", "bpf",       "cgroup",   "cgroup2",
    "configfs",   "debugfs",     "devpts",      "devtmpfs",  "efivarfs", "fuse.gvfsd-fuse",
    "fuse.lxcfs", "fuse.portal", "fusectl",     "hugetlbfs", "mqueue",   "nfsd",
    "nsfs",       "none",        "proc",        "pstore",    "ramfs",    "resctrl",
    "rootfs",     "rpc_pipefs",  "securityfs",  "selinuxfs", "smackfs",  "sysfs",
    "tracefs"};

// Images that are full from the day they are made: a fill level says nothing.
constexpr std::array<std::string_view, 6> readOnlyImages{"cramfs",  "erofs", "fuse.snapfuse",
                                                         "iso9660", "romfs", "squashfs"};

constexpr std::array<std::string_view, 26> networkTypes{
    "9p",           "afs",         "beegfs",      "ceph",         "cifs",           "coda",
    "davfs",        "fuse.ceph",   "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs", "fuse.juicefs",
    "fuse.moosefs", "fuse.rclone", "fuse.s3fs",   "fuse.sshfs",   "glusterfs",      "lustre",
    "ncpfs",        "nfs",         "nfs4",        "orangefs",     "pvfs2",          "smb3",
    "smbfs",        "virtiofs"};

// node_exporter's default (collector/filesystem_linux.go). Unlike a page it tells of every tmpfs.
constexpr std::array<std::string_view, 25> unreportedTypes{
    "autofs",    "binfmt_misc", "bpf",   "cgroup",  "cgroup2",   "configfs",   "debugfs",
    "devpts",    "devtmpfs",    "erofs", "fusectl", "hugetlbfs", "iso9660",    "mqueue",
    "nsfs",      "overlay",     "proc",  "procfs",  "pstore",    "rpc_pipefs", "securityfs",
    "selinuxfs", "squashfs",    "sysfs", "tracefs"};

static_assert(std::ranges::is_sorted(readOnlyImages) && std::ranges::is_sorted(networkTypes));

// Memory that the system uses for itself (shared memory, runtime files); a tmpfs elsewhere is a person's.
bool isSystemFolder(std::string_view mountPoint) {
    constexpr std::array<std::string_view, 4> folders{"/dev", "/proc", "/run", "/sys"};
    return std::ranges::any_of(folders, [mountPoint](auto folder) { return isWithin(mountPoint, folder); });
}

bool isCovered(const std::vector<Mount>& mounts, std::size_t index) {
    return std::any_of(mounts.begin() + static_cast<std::ptrdiff_t>(index) + 1, mounts.end(),
                       [&](const Mount& later) { return later.mountPoint == mounts[index].mountPoint; });
}

}  // namespace

bool isWithin(std::string_view path, std::string_view folder) {
    if (folder == "/") return true;
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool isPseudoFilesystem(const Mount& mount) {
    if (std::ranges::find(kernelViews, mount.type) != kernelViews.end()) return true;
    if (contains(readOnlyImages, mount.type)) return true;
    if (mount.type == "tmpfs") return isSystemFolder(mount.mountPoint);
    // The root of a container; elsewhere an overlay only shows again what another row counts.
    if (mount.type == "overlay") return mount.mountPoint != "/";
    return false;
}

bool isNetworkFilesystem(std::string_view type) {
    return contains(networkTypes, type);
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
