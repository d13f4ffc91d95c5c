// Which mounts are filesystems that a person fills, and which of them may hang.
#pragma once

#include <string_view>
#include <vector>

#include "core/model/FilesystemKinds.h"
#include "platform/linux/Mountinfo.h"

namespace baro::platform {

bool isPseudoFilesystem(const Mount& mount);

// A question to it is answered by another machine or by a process (FUSE), which may never do so.
bool mayHang(std::string_view type);

// Whether metrics tell of it, by node_exporter's defaults: not what is mounted below /dev, /proc, /sys and in
// the stores of container engines, and no kernel views and images.
bool isReportedMount(const Mount& mount);

// One mount a device, in mount order: pseudo filesystems, mounts that a later one covers, and binds left out.
// Of several mounts of a device it is the one with the shortest mount point.
std::vector<Mount> mountsToShow(const std::vector<Mount>& mounts);

}  // namespace baro::platform
