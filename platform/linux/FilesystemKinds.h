// Which mounts are filesystems that a person fills, and which of them may hang.
#pragma once

#include <string_view>
#include <vector>

#include "platform/linux/Mountinfo.h"

namespace baro::platform {

bool isPseudoFilesystem(const Mount& mount);

// On another machine: nfs, cifs, sshfs, ...
bool isNetworkFilesystem(std::string_view type);

// A question to it is answered by another machine or by a process (FUSE), which may never do so.
bool mayHang(std::string_view type);

// Whether path is the folder or below it.
bool isWithin(std::string_view path, std::string_view folder);

// Whether metrics tell of it, by node_exporter's defaults: not what is mounted below /dev, /proc, /sys and in
// the stores of container engines, and no kernel views and images.
bool isReportedMount(const Mount& mount);

// One mount a device, in mount order: pseudo filesystems, mounts that a later one covers, and binds left out.
// Of several mounts of a device it is the one with the shortest mount point.
std::vector<Mount> mountsToShow(const std::vector<Mount>& mounts);

}  // namespace baro::platform
