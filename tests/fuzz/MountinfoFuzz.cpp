#include "platform/linux/FilesystemKinds.h"
#include "platform/linux/Mountinfo.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro::platform;

BARO_FUZZ_TARGET(MountinfoFuzz, text) {
    baro::fuzz::require(decodeOctalEscapes(text).size() <= text.size());
    const auto mounts = parseMountinfo(text);
    if (!mounts) {
        baro::fuzz::require(!mounts.error().message.empty());
        return;
    }
    for (const Mount& mount : *mounts)
        baro::fuzz::require(mount.mountPoint.starts_with('/') && !mount.type.empty());
    const auto shown = mountsToShow(*mounts);
    baro::fuzz::require(shown.size() <= mounts->size());
    for (std::size_t i = 0; i < shown.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            baro::fuzz::require(shown[i].device != shown[j].device);
}
