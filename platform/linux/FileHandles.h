// Open files of the whole system, from /proc/sys/fs/file-nr
// (https://docs.kernel.org/admin-guide/sysctl/fs.html).
#pragma once

#include <memory>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

// "allocated unused limit"; the second has been 0 since Linux 2.6.
Result<Families> parseFileHandles(std::string_view text);

std::unique_ptr<Collector> makeFileHandlesCollector(const Roots& roots);

}  // namespace baro::platform
