#include <cmath>

#include "platform/linux/DiskHardware.h"
#include "platform/linux/DiskInfo.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro::platform;

BARO_FUZZ_TARGET(UdevEntryFuzz, text) {
    baro::fuzz::require(decodeHexEscapes(text).size() <= text.size());
    baro::fuzz::require(transportOf(text).size() < 10);
    const auto properties = parseUdevEntry(text);
    if (!properties) return;
    for (const auto& [key, value] : *properties)
        baro::fuzz::require(!key.empty() && key.find('\n') == std::string::npos &&
                            value.find('\n') == std::string::npos);
    baro::FamilyBuilder families;
    tellDisk({}, *properties, "0", families);
    const auto told = families.take().families;
    baro::fuzz::require(told.front().name == "node_disk_info");
    for (const auto& family : told)
        baro::fuzz::require(std::isfinite(family.samples.front().value));
}
