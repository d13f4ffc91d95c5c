// What /proc/mdstat says of software RAID arrays (md_seq_show() in the kernel's drivers/md/md.c,
// https://docs.kernel.org/admin-guide/md.html). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Result.h"

namespace baro::platform {

enum class MdState { Active, Inactive, Recovering, Resync, Check, Reshape };

struct MdArray {
    std::string name;  // "md0"
    MdState state = MdState::Active;
    std::uint64_t failedDisks = 0;
    std::uint64_t spareDisks = 0;
    // Nothing where the file does not say; 0 for an array that does not run.
    std::optional<std::uint64_t> activeDisks;
    std::optional<std::uint64_t> requiredDisks;
    std::optional<std::uint64_t> blocks;  // of 1024 bytes
    // Of a resync, recovery, check or reshape under way, 0 while it waits; all blocks when there is none.
    std::optional<std::uint64_t> syncedBlocks;
};

// In the order of the file. Malformed when it is not mdstat, or when an array's first line is not understood.
Result<std::vector<MdArray>> parseMdstat(std::string_view text);

}  // namespace baro::platform
