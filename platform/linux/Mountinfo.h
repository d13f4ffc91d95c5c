// What is mounted where: /proc/PID/mountinfo (proc(5),
// https://docs.kernel.org/filesystems/proc.html#proc-pid-mountinfo).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"
#include "platform/linux/Files.h"

namespace baro::platform {

struct DeviceNumber {
    std::uint32_t major = 0;
    std::uint32_t minor = 0;
    auto operator<=>(const DeviceNumber&) const = default;
};

struct Mount {
    DeviceNumber device;  // major 0: not on a block device
    std::string root;  // the folder of the filesystem that is mounted: not "/" for bind mounts and subvolumes
    std::string mountPoint;  // bytes as the kernel keeps them, which need not be UTF-8
    std::string type;
    std::string source;
    bool readOnly = false;  // the mount or the whole filesystem

    bool operator==(const Mount&) const = default;
};

// "\040" and the like, as the kernel prints blanks, newlines and backslashes in paths.
std::string decodeOctalEscapes(std::string_view text);

// "27 1 254:0 / /mnt rw,relatime shared:1 - ext4 /dev/vda rw", one line a mount.
Result<std::vector<Mount>> parseMountinfo(std::string_view text);

// The mounts that this process sees; of a recorded machine, or another PID namespace, those of its first
// process. Not thread-safe.
class MountTable {
  public:
    explicit MountTable(const Roots& roots)
        : own_(roots.procfs + "/self/mountinfo"), first_(roots.procfs + "/1/mountinfo") {}

    struct Refreshed {
        bool changed = false;  // since the last refresh
    };
    // Reads the table again, and parses it only when its text is another.
    Result<Refreshed> refresh();
    const std::vector<Mount>& mounts() const { return mounts_; }

  private:
    KeptFile own_;
    KeptFile first_;
    std::string text_;
    std::vector<Mount> mounts_;
};

}  // namespace baro::platform
