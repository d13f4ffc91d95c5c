#include <cmath>

#include "platform/linux/CpuVulnerabilities.h"
#include "platform/linux/MemoryErrors.h"
#include "platform/linux/NumaMemory.h"
#include "platform/linux/OperatingSystem.h"
#include "platform/linux/Selinux.h"
#include "tests/fuzz/FuzzInput.h"

using namespace baro;
using namespace baro::platform;

namespace {

void checkNodeFile(Status (*parse)(std::string_view, std::string_view, FamilyBuilder&),
                   std::string_view text) {
    FamilyBuilder builder;
    const Status status = parse(text, "0", builder);
    fuzz::require(status || status.error().kind == ErrorKind::Malformed);
    for (const Family& family : builder.take().families) {
        fuzz::require(family.name.starts_with("node_memory_numa_") && family.description);
        for (const FamilySample& sample : family.samples)
            fuzz::require(std::isfinite(sample.value) && sample.value >= 0);
    }
}

}  // namespace

BARO_FUZZ_TARGET(DeviceTextsFuzz, text) {
    checkNodeFile(parseNodeMeminfo, text);
    checkNodeFile(parseNumastat, text);
    fuzz::require(!parseCpuVulnerability(text).state.empty());
    const auto mode = parseSelinuxConfig(text);
    fuzz::require(!mode || (*mode >= -1 && *mode <= 1));
    fuzz::require(moduleLabel(text).find('#') == std::string::npos);
    OsRelease release;
    release.properties = {{"VERSION_ID", std::string(text)}, {"SUPPORT_END", std::string(text)}};
    for (const Family& family : operatingSystemFrom(release).families)
        fuzz::require(std::isfinite(family.samples.front().value));
}
