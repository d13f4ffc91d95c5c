// How full the mounted filesystems are: the mount table, and statvfs(3) for each.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/model/Filesystems.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// Asks one filesystem. Called from several threads, and after the collector is gone when it hangs.
using ReadSpace = std::function<Result<FilesystemSpace>(const std::string& mountPoint)>;

// statvfs(3).
Result<FilesystemSpace> readSpace(const std::string& mountPoint);

// Filesystems that may hang are asked on a thread each, so that they hold up neither a Frame nor each other.
// tellsMetrics: fills FamilyReadings::filesystems too, with more mounts than a person wants to see.
std::unique_ptr<Collector> makeFilesystemsCollector(const Roots& roots, ReadSpace read,
                                                    bool tellsMetrics = false);

// The filesystems of a recorded machine are listed without their space: only this machine's can be asked.
std::unique_ptr<Collector> makeFilesystemsCollector(const Roots& roots, bool tellsMetrics = false);

}  // namespace baro::platform
