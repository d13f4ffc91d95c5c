// Flaws of the processor and what is done about them: /sys/devices/system/cpu/vulnerabilities
// (https://docs.kernel.org/admin-guide/hw-vuln/).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/model/Families.h"
#include "core/sampling/Collector.h"
#include "platform/linux/Files.h"

namespace baro::platform {

struct CpuVulnerability {
    std::string state;  // "not affected", "vulnerable", "mitigation" or "unknown"
    std::string mitigation;
};
// "Mitigation: PTI", "Vulnerable: No microcode", "Not affected"; in front of it may stand whom it concerns,
// as in "KVM: Mitigation: Split huge pages". Any other text is unknown, with the text as its mitigation.
CpuVulnerability parseCpuVulnerability(std::string_view text);

std::unique_ptr<Collector> makeCpuVulnerabilitiesCollector(const Roots& roots);

}  // namespace baro::platform
