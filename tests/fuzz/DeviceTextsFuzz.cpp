#include <cmath>

#include "platform/linux/CpuVulnerabilities.h"
#include "platform/linux/MemoryErrors.h"
#include "platform/linux/NumaMemory.h"
#include "platform/linux/OperatingSystem.h"
#include "platform/linux/PowerMetrics.h"
#include "platform/linux/Selinux.h"
#include "platform/linux/Systemd.h"
#include "platform/linux/TextfileFamilies.h"
#include "platform/linux/Virtualization.h"
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

void checkFinite(FamilyBuilder& builder) {
    for (const Family& family : builder.take().families)
        for (const FamilySample& sample : family.samples)
            fuzz::require(!family.name.empty() && std::isfinite(sample.value));
}

// Supplies and zones are named by firmware and drivers; a second zone has the name of the first.
void checkPower(std::string_view text) {
    FamilyBuilder builder;
    if (const auto uevent = parseUevent(text)) tellPowerSupply(*uevent, builder);
    const std::string name(text);
    tellEnergy({{name, "intel-rapl:0", 1, 2}, {name, "intel-rapl:0:0", 3, 4}}, "/sys/class/powercap",
               builder);
    checkFinite(builder);
}

// Two files of one text: the second has nothing that the first has not.
void checkTextfile(std::string_view text) {
    const auto file = parseExposition(text);
    if (!file) return;
    TextfileFamilies joined;
    if (!joined.add(*file)) return fuzz::require(joined.take().families.empty());
    std::size_t samples = 0;
    for (const ExpositionFamily& family : *file)
        samples += family.samples.size();
    fuzz::require(joined.add(*file).ok() == (samples == 0));
    for (const Family& family : joined.take().families) {
        for (const FamilySample& sample : family.samples)
            fuzz::require(sample.labelValues.size() == family.description->labelNames.size());
        samples -= family.samples.size();
    }
    fuzz::require(samples == 0);
}

}  // namespace

BARO_FUZZ_TARGET(DeviceTextsFuzz, text) {
    checkNodeFile(parseNodeMeminfo, text);
    checkNodeFile(parseNumastat, text);
    fuzz::require(!parseCpuVulnerability(text).state.empty());
    const auto mode = parseSelinuxConfig(text);
    fuzz::require(!mode || (*mode >= -1 && *mode <= 1));
    fuzz::require(moduleLabel(text).find('#') == std::string::npos);
    const auto systemd = systemdVersion(text);
    fuzz::require(!systemd || (std::isfinite(*systemd) && *systemd >= 0));
    const std::string hypervisor = hypervisorFrom({std::string(text), std::string(text)});
    fuzz::require(hypervisor.empty() || !text.empty());
    checkPower(text);
    checkTextfile(text);
    OsRelease release;
    release.properties = {{"VERSION_ID", std::string(text)}, {"SUPPORT_END", std::string(text)}};
    for (const Family& family : operatingSystemFrom(release).families)
        fuzz::require(std::isfinite(family.samples.front().value));
}
