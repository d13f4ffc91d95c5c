// Btrfs filesystems below /sys/fs/btrfs (https://btrfs.readthedocs.io/en/latest/ch-sysfs.html).
#pragma once

#include <memory>
#include <string_view>

#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

struct BtrfsCommits {
    double commits = 0;
    double lastSeconds = 0;
    double longestSeconds = 0;
    double totalSeconds = 0;
};

// The file commit_stats: four lines "commits 258051", "last_commit_ms 1000", "max_commit_ms ...",
// "total_commit_ms ...". Malformed when one is missing.
Result<BtrfsCommits> parseBtrfsCommits(std::string_view text);

// Bytes on disk for one byte of data that is written with this profile ("raid1", "single", ...) over so many
// devices; nothing for a profile that is not known.
std::optional<double> btrfsAllocationRatio(std::string_view profile, std::size_t devices);

std::unique_ptr<Collector> makeBtrfsCollector(const Roots& roots);

}  // namespace baro::platform
