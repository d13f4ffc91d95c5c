#include "platform/linux/Btrfs.h"
#include "platform/linux/Kstat.h"
#include "platform/linux/Mdstat.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro::platform;

BARO_FUZZ_TARGET(StorageStacksFuzz, text) {
    if (const auto arrays = parseMdstat(text))
        for (const MdArray& array : *arrays)
            baro::fuzz::require(!array.name.empty());
    if (const auto kstat = parseNamedKstat(text))
        for (const KstatValue& value : kstat->values)
            baro::fuzz::require(!value.name.empty());
    if (const auto kstat = parseIoKstat(text)) baro::fuzz::require(!kstat->values.empty());
    const auto commits = parseBtrfsCommits(text);
    baro::fuzz::require(!commits || commits->commits >= 0);
}
