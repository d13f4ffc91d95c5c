// Mounted filesystems and how full they are; pseudo filesystems are left out.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace baro {

struct FilesystemSpace {
    double sizeBytes = 0;
    double freeBytes = 0;       // including what only root may use
    double availableBytes = 0;  // to an ordinary user
    double files = 0;           // inodes; 0 where the filesystem has no fixed number
    double filesFree = 0;
};

struct Filesystem {
    std::string device;
    std::string mountPoint;
    std::string type;
    bool readOnly = false;
    bool network = false;  // nfs, cifs, sshfs, ...: may hang
    std::optional<FilesystemSpace> space;
    std::string problem;  // why there is no space: "no answer for 12 s", "permission denied"
};

struct Filesystems {
    std::vector<Filesystem> filesystems;  // one per device, in mount order
};

// used / (used + available), as df counts it; nothing without space or on an empty filesystem.
std::optional<double> filesystemUsedRatio(const Filesystem& filesystem);

}  // namespace baro
