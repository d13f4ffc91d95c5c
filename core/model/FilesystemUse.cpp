#include "core/model/Filesystems.h"

namespace baro {

std::optional<double> filesystemUsedRatio(const Filesystem& filesystem) {
    if (!filesystem.space) return std::nullopt;
    const double used = filesystem.space->sizeBytes - filesystem.space->freeBytes;
    const double usable = used + filesystem.space->availableBytes;
    if (used < 0 || usable <= 0) return std::nullopt;
    return used / usable;
}

}  // namespace baro
