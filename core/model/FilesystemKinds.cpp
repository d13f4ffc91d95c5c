#include "core/model/FilesystemKinds.h"

#include <algorithm>
#include <array>

namespace baro {
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

static_assert(std::ranges::is_sorted(readOnlyImages) && std::ranges::is_sorted(networkTypes));

// Memory that the system uses for itself (shared memory, runtime files); a tmpfs elsewhere is a person's.
bool isSystemFolder(std::string_view mountPoint) {
    constexpr std::array<std::string_view, 4> folders{"/dev", "/proc", "/run", "/sys"};
    return std::ranges::any_of(folders, [mountPoint](auto folder) { return isWithin(mountPoint, folder); });
}

}  // namespace

bool isWithin(std::string_view path, std::string_view folder) {
    if (folder == "/") return true;
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool isPseudoFilesystem(std::string_view type, std::string_view mountPoint) {
    if (std::ranges::find(kernelViews, type) != kernelViews.end()) return true;
    if (contains(readOnlyImages, type)) return true;
    if (type == "tmpfs") return isSystemFolder(mountPoint);
    // The root of a container; elsewhere an overlay only shows again what another row counts.
    if (type == "overlay") return mountPoint != "/";
    return false;
}

bool isNetworkFilesystem(std::string_view type) {
    return contains(networkTypes, type);
}

}  // namespace baro
